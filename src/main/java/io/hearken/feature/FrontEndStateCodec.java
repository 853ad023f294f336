package io.hearken.feature;

import static io.hearken.stream.Checks.require;

import io.hearken.stream.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Writes a {@link FrontEndState}.
 *
 * <pre>
 *   version 1: int n, float[n] samples, int m, float[m] coefficients
 * </pre>
 */
public final class FrontEndStateCodec implements Codec<FrontEndState> {
    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(FrontEndState state, DataOutput out) throws IOException {
        Codec.writeFloats(state.samples, out);
        Codec.writeFloats(state.coefficients, out);
    }

    @Override
    public FrontEndState read(DataInput in, int version) throws IOException {
        require(version == 1, "front-end state of version %d cannot be read, only 1", version);
        return new FrontEndState(Codec.readFloats(in), Codec.readFloats(in));
    }

    @Override
    public FrontEndState copy(FrontEndState state) {
        return new FrontEndState(state.samples.clone(), state.coefficients.clone());
    }
}
