package io.hearken.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
    @TempDir Path folder;

    @Test
    void readsEveryLine() throws IOException {
        Path manifest = write("path\twords\tspeaker\tnoise\na/x.wav\tseven  two\tanna\tnone\n");

        assertThat(Manifest.read(manifest))
                .containsExactly(
                        new Manifest.Entry(
                                folder.resolve("a/x.wav"),
                                List.of("seven", "two"),
                                "anna",
                                Map.of(
                                        "path", "a/x.wav",
                                        "words", "seven  two",
                                        "speaker", "anna",
                                        "noise", "none")));
    }

    @Test
    void toleratesWhatWindowsWrites() throws IOException {
        Path manifest =
                write(
                        "\uFEFFspeaker\tpath\twords\r\n\r\nanna\tx.wav\tzwölf\r\n\t\t\r\nben\ty.wav\t");

        List<Manifest.Entry> entries = Manifest.read(manifest);

        assertThat(entries).extracting(Manifest.Entry::speaker).containsExactly("anna", "ben");
        assertThat(entries.get(0).words()).containsExactly("zwölf");
        assertThat(entries.get(1).words()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|: empty, expected a header line",
                "path,words,speaker|: only a header line, expected recordings",
                "path,words|, line 1: no column speaker among [path, words]",
                "path,words,speaker,path|, line 1: a column twice among [path, words, speaker, path]",
                "path,words,speaker/x.wav,one,anna/y.wav,two|, line 3: 2 fields, expected 3",
                "path,words,speaker//x.wav,one,anna,ben|, line 3: 4 fields, expected 3",
                "path,words,speaker/,one,anna|, line 2: no path, expected a file"
            })
    void namesFileAndLineOfAMistake(String text, String message) throws IOException {
        Path manifest = write(text.replace(',', '\t').replace('/', '\n'));

        assertThatThrownBy(() -> Manifest.read(manifest))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(manifest + message);
    }

    @Test
    void saysWhenItIsNotThereOrNotText() throws IOException {
        Path missing = folder.resolve("missing.tsv");
        Path latin = Files.write(folder.resolve("latin.tsv"), new byte[] {'z', 'w', (byte) 0xf6});

        assertThatThrownBy(() -> Manifest.read(missing)).hasMessage(missing + ": no such file");
        assertThatThrownBy(() -> Manifest.read(latin)).hasMessage(latin + ": not UTF-8 text");
    }

    private Path write(String text) throws IOException {
        Path file = folder.resolve("manifest.tsv");
        return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
