package io.hearken.tensor;

import static io.hearken.tensor.TestTensors.golden;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hearken.fuzz.Allocation;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the file: tensors or an {@link IllegalArgumentException} of one line, and no more memory
 * than the file justifies.
 */
class TensorFuzzTest {
    /** Compressed data and small types grow: 64-fold unpacked, a byte becomes a float, twice. */
    private static final long UNPACKED = Archive.MOST_GROWTH * 8L;

    private static final long SPARE = 8L * Archive.SPARE + 8 * Allocation.SPARE;

    @MethodSource("torchFiles")
    @FuzzTest
    void torch(byte[] file) throws Exception {
        Allocation.within(UNPACKED * file.length + SPARE, () -> tryRead(TorchFile::parse, file));
    }

    static Stream<byte[]> torchFiles() {
        return Stream.of("torch-rnn-1.pt", "torch-views.pt", "torch-big-endian.pt")
                .map(TestTensors::golden);
    }

    /** What a zip's checks would keep away from the reader of pickles. */
    @MethodSource("pickles")
    @FuzzTest
    void pickle(byte[] pickle) throws Exception {
        byte[] file = TestZip.torch(pickle);
        long most = UNPACKED * (file.length + pickle.length) + SPARE;
        Allocation.within(most, () -> tryRead(TorchFile::parse, file));
    }

    static Stream<byte[]> pickles() {
        return Stream.of(
                        "torch-lstm-1.pt",
                        "torch-views.pt",
                        "torch-protocol-4.pt",
                        "torch-checkpoint.pt",
                        "torch-os-system.pt")
                .map(
                        name -> {
                            String folder = name.substring(0, name.length() - 3);
                            return Archive.of(golden(name)).find(folder + "/data.pkl").get();
                        });
    }

    @MethodSource("numpyFiles")
    @FuzzTest
    void numpy(byte[] file) throws Exception {
        Allocation.within(
                UNPACKED * file.length + SPARE,
                () -> {
                    Map<String, Tensor> tensors = tryRead(NumpyFile::parse, file);
                    if (tensors != null) {
                        assertThat(NumpyFile.parse(NumpyFile.npz(tensors))).hasSize(tensors.size());
                    }
                });
    }

    static Stream<byte[]> numpyFiles() {
        return Stream.of("numpy-compressed.npz", "numpy-one.npy", "numpy-version-3.npy")
                .map(TestTensors::golden);
    }

    @MethodSource("hdfFiles")
    @FuzzTest
    void hdf(byte[] file) throws Exception {
        Allocation.within(UNPACKED * file.length + SPARE, () -> tryRead(HdfFile::parse, file));
    }

    static Stream<byte[]> hdfFiles() {
        return Stream.of(
                        "hdf-links.h5",
                        "hdf-small.h5",
                        "hdf-soft-loop.h5",
                        "hdf-lzf.h5",
                        "hdf-keras-3-latest.h5",
                        "hdf-one-chunk-latest.h5")
                .map(TestTensors::golden);
    }

    @MethodSource("onnxFiles")
    @FuzzTest
    void onnx(byte[] file) throws Exception {
        Allocation.within(
                UNPACKED * file.length + SPARE,
                () -> {
                    OnnxFile model = tryRead(OnnxFile::parse, file);
                    if (model != null && isOnnxAlone(model)) {
                        byte[] again = model.bytes();
                        assertThat(OnnxFile.parse(again).bytes()).isEqualTo(again);
                    }
                });
    }

    static Stream<byte[]> onnxFiles() {
        return Stream.of(OnnxFileTest.example().bytes());
    }

    private static boolean isOnnxAlone(OnnxFile model) {
        return model.nodes().stream().noneMatch(node -> node.op().contains("."));
    }

    private interface Reading<T> {
        T read(byte[] file);
    }

    /** Null if it is refused. */
    private static <T> T tryRead(Reading<T> reading, byte[] file) {
        try {
            return reading.read(file);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageNotContaining("\n");
            return null;
        }
    }
}
