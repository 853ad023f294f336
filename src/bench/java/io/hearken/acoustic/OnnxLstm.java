package io.hearken.acoustic;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two or more LSTM layers as ONNX Runtime runs them, states carried from call to call. Inputs and
 * outputs are tensors that are kept, as its documentation advises.
 */
final class OnnxLstm implements AutoCloseable {
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
    private final Map<String, FloatBuffer> buffers = new LinkedHashMap<>();
    private final int layers;
    private final float[] top;

    OnnxLstm(List<RecurrentLayer> layers, int streams, int frames) throws Exception {
        this.layers = layers.size();
        OrtEnvironment environment = environment();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        byte[] model = OnnxModel.of(layers, streams, frames);
        session = environment.createSession(model, options);
        int hidden = layers.get(layers.size() - 1).hiddenSize();
        top = new float[frames * streams * hidden];
        tensor(environment, inputs, "x", frames, streams, layers.get(0).inputSize());
        for (int l = 0; l < layers.size(); l++) {
            for (String state : List.of("h", "c")) {
                tensor(environment, inputs, state + l, 1, streams, layers.get(l).hiddenSize());
                tensor(
                        environment,
                        outputs,
                        state + l + "out",
                        1,
                        streams,
                        layers.get(l).hiddenSize());
            }
        }
        tensor(environment, outputs, "y", frames, streams, hidden);
    }

    /** Its making recurses with the length of the command line: the usual stack is too small. */
    private static OrtEnvironment environment() throws InterruptedException {
        OrtEnvironment[] made = new OrtEnvironment[1];
        Thread deep =
                new Thread(null, () -> made[0] = OrtEnvironment.getEnvironment(), "onnx", 1 << 28);
        deep.start();
        deep.join();
        return made[0];
    }

    private void tensor(
            OrtEnvironment environment, Map<String, OnnxTensor> into, String name, long... shape)
            throws OrtException {
        int count = 1;
        for (long size : shape) {
            count *= (int) size;
        }
        FloatBuffer buffer =
                ByteBuffer.allocateDirect(4 * count).order(ByteOrder.nativeOrder()).asFloatBuffer();
        buffers.put(name, buffer);
        into.put(name, OnnxTensor.createTensor(environment, buffer, shape));
    }

    /**
     * Advances all streams.
     *
     * @param x [frames × streams × D]
     * @return [frames × streams × H], overwritten by the next call
     */
    float[] advance(float[] x) throws OrtException {
        buffers.get("x").put(0, x);
        session.run(inputs, Set.of(), outputs).close();
        for (int l = 0; l < layers; l++) {
            copy("h" + l);
            copy("c" + l);
        }
        buffers.get("y").get(0, top);
        return top;
    }

    private void copy(String state) {
        FloatBuffer from = buffers.get(state + "out");
        buffers.get(state).put(0, from, 0, from.capacity());
    }

    @Override
    public void close() throws OrtException {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
        session.close();
    }
}
