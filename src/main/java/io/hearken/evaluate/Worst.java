package io.hearken.evaluate;

import io.hearken.audio.WavFile;
import io.hearken.page.Block;
import io.hearken.page.Clips;
import io.hearken.page.Clips.Clip;
import io.hearken.page.Clips.Line;
import io.hearken.page.Clips.Piece;
import io.hearken.page.Heading;
import io.hearken.recognizer.Alignment.Pair;
import java.util.ArrayList;
import java.util.List;

/** The worst takes, to listen to. */
final class Worst {
    private Worst() {}

    static List<Block> of(List<Playable> worst) {
        return worst.isEmpty()
                ? List.of()
                : List.of(
                        new Heading("Worst takes", "Most errors first; what is wrong is marked."),
                        new Clips(worst.stream().map(Worst::clip).toList()));
    }

    private static Clip clip(Playable heard) {
        int rate = heard.audio().format().sampleRate();
        byte[] wav = WavFile.write(rate, heard.audio().samples(rate));
        Utterance utterance = heard.utterance();
        List<Piece> said = new ArrayList<>();
        List<Piece> shown = new ArrayList<>();
        List<String> heardWords = utterance.heardWords();
        for (Pair pair : utterance.alignment().pairs()) {
            said.add(piece(utterance.said(), pair.said(), pair.isSame()));
            shown.add(piece(heardWords, pair.heard(), pair.isSame()));
        }
        List<Line> lines = List.of(new Line("said", said), new Line("heard", shown));
        return new Clip(title(utterance), wav, lines);
    }

    private static Piece piece(List<String> words, int index, boolean isSame) {
        return index == Pair.NONE ? new Piece("", false) : new Piece(words.get(index), !isSame);
    }

    private static String title(Utterance utterance) {
        String title = utterance.name() + " · " + utterance.speaker();
        boolean clean = utterance.condition().equals(Take.CLEAN);
        return clean ? title : title + " · " + utterance.condition();
    }
}
