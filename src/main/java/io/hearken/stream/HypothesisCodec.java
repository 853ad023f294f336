package io.hearken.stream;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@link Hypothesis} in bytes. Version 1 had no alternatives, version 2 no gaps. */
public final class HypothesisCodec implements Codec<Hypothesis> {
    private static final long serialVersionUID = 1;

    @Override
    public int version() {
        return 3;
    }

    @Override
    public void write(Hypothesis hypothesis, DataOutput out) throws IOException {
        Codec.writeString(hypothesis.stream(), out);
        out.writeInt(hypothesis.utterance());
        out.writeInt(hypothesis.revision());
        out.writeBoolean(hypothesis.isFinal());
        writeWords(hypothesis.words(), out);
        out.writeInt(hypothesis.alternatives().size());
        for (Alternative alternative : hypothesis.alternatives()) {
            writeWords(alternative.words(), out);
            out.writeDouble(alternative.probability());
        }
        GapCodec.write(hypothesis.gaps(), out);
        out.writeDouble(hypothesis.audioProcessed());
        Codec.writeString(hypothesis.model(), out);
    }

    private static void writeWords(List<Word> words, DataOutput out) throws IOException {
        out.writeInt(words.size());
        for (Word word : words) {
            writeWord(word, out);
        }
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
                version == 1 ? List.of() : readAlternatives(in),
                version <= 2 ? List.of() : GapCodec.read(in),
                in.readDouble(),
                Codec.readString(in));
    }

    private static List<Alternative> readAlternatives(DataInput in) throws IOException {
        int count = in.readInt();
        List<Alternative> alternatives = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            alternatives.add(new Alternative(readWords(in), in.readDouble()));
        }
        return alternatives;
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
