package io.hearken.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    @TempDir Path folder;

    @Test
    void readsAFileByItsContent() throws IOException {
        Path wav = Files.write(folder.resolve("a.bin"), WavFile.write(16000, new float[8000]));
        Path flac = Files.write(folder.resolve("b.wav"), TestAudio.golden("flac-8.flac"));

        assertThat(Recording.read(wav).seconds()).isEqualTo(0.5);
        assertThat(Recording.read(wav).samples(8000)).hasSize(4000);
        assertThat(Recording.read(flac).seconds()).isEqualTo(0.125);
    }

    @Test
    void namesTheFileThatIsBroken() throws IOException {
        Path ogg = Files.write(folder.resolve("a.ogg"), TestAudio.ascii("OggS..."));
        Path empty = Files.write(folder.resolve("empty.wav"), new byte[0]);

        assertThatThrownBy(() -> Recording.read(ogg))
                .isInstanceOf(AudioException.class)
                .hasMessage(ogg + ": the file starts with bytes 4f 67 67 53, expected wav or flac");
        assertThatThrownBy(() -> Recording.read(empty))
                .hasMessage(empty + ": the file is empty, expected wav or flac");
    }

    @Test
    void saysWhenThereIsNoFile() {
        Path missing = folder.resolve("100%.wav");

        assertThatThrownBy(() -> Recording.read(missing)).hasMessage(missing + ": no such file");
        assertThatThrownBy(() -> Recording.read(folder))
                .hasMessage(folder + ": not a file, expected wav or flac");
    }
}
