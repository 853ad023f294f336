package io.hearken.stream;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The part of a layout that says what is missing: how many gaps, then start and end of each. */
public final class GapCodec {
    private GapCodec() {}

    public static void write(List<Gap> gaps, DataOutput out) throws IOException {
        out.writeInt(gaps.size());
        for (Gap gap : gaps) {
            out.writeDouble(gap.start());
            out.writeDouble(gap.end());
        }
    }

    public static List<Gap> read(DataInput in) throws IOException {
        List<Gap> gaps = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            gaps.add(new Gap(in.readDouble(), in.readDouble()));
        }
        return List.copyOf(gaps);
    }
}
