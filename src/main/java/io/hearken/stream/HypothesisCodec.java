package io.hearken.stream;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@link Hypothesis} in bytes. */
public final class HypothesisCodec implements Codec<Hypothesis> {
    private static final long serialVersionUID = 1;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Hypothesis hypothesis, DataOutput out) throws IOException {
        Codec.writeString(hypothesis.stream(), out);
        out.writeInt(hypothesis.utterance());
        out.writeInt(hypothesis.revision());
        out.writeBoolean(hypothesis.isFinal());
        out.writeInt(hypothesis.words().size());
        for (Word word : hypothesis.words()) {
            writeWord(word, out);
        }
        out.writeDouble(hypothesis.audioProcessed());
        Codec.writeString(hypothesis.model(), out);
    }

    private static void writeWord(Word word, DataOutput out) throws IOException {
        Codec.writeString(word.word(), out);
        out.writeDouble(word.start());
        out.writeDouble(word.end());
        out.writeDouble(word.confidence());
    }

    @Override
    public Hypothesis read(DataInput in, int version) throws IOException {
        return new Hypothesis(
                Codec.readString(in),
                in.readInt(),
                in.readInt(),
                in.readBoolean(),
                readWords(in),
                in.readDouble(),
                Codec.readString(in));
    }

    private static List<Word> readWords(DataInput in) throws IOException {
        int count = in.readInt();
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(
                    new Word(
                            Codec.readString(in),
                            in.readDouble(),
                            in.readDouble(),
                            in.readDouble()));
        }
        return words;
    }

    @Override
    public Hypothesis copy(Hypothesis hypothesis) {
        return hypothesis;
    }
}
