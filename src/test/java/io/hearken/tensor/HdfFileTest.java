package io.hearken.tensor;

import static io.hearken.tensor.TestTensors.assertRefused;
import static io.hearken.tensor.TestTensors.assertSame;
import static io.hearken.tensor.TestTensors.fractions;
import static io.hearken.tensor.TestTensors.golden;
import static io.hearken.tensor.TestTensors.wholes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HdfFileTest {
    @Test
    void readsAModelOfKeras2() {
        HdfFile file = HdfFile.parse(golden("hdf-keras-2.h5"));

        String lstm = "/model_weights/lstm/lstm/lstm_cell/";
        String dense = "/model_weights/dense/dense/";
        assertThat(file.tensors().keySet())
                .containsExactlyInAnyOrder(
                        lstm + "kernel:0",
                        lstm + "recurrent_kernel:0",
                        lstm + "bias:0",
                        dense + "kernel:0",
                        dense + "bias:0");
        assertSame(file.tensor(lstm + "kernel:0"), fractions(0, 2, 12));
        assertSame(file.tensor(lstm + "recurrent_kernel:0"), fractions(1, 3, 12));
        assertSame(file.tensor(lstm + "bias:0"), fractions(2, 12));
        assertSame(file.tensor(dense + "kernel:0"), fractions(3, 3, 4));
        assertSame(file.tensor(dense + "bias:0"), fractions(4, 4));
    }

    @Test
    void readsTheAttributesKerasNeeds() {
        HdfFile file = HdfFile.parse(golden("hdf-keras-2.h5"));

        assertThat(file.attribute("/", "keras_version")).contains("2.11.0");
        assertThat(file.attribute("/", "backend")).contains("tensorflow");
        assertThat(file.attribute("/", "model_config").orElseThrow())
                .startsWith("{\"class_name\": \"Sequential\"")
                .endsWith("}");
        assertThat(file.attribute("/model_weights", "backend")).contains("tensorflow");
        assertThat(file.attribute("/model_weights", "layer_names"))
                .contains("lstm\ndropout\ndense");
        assertThat(file.attributes("/model_weights", "layer_names"))
                .containsExactly("lstm", "dropout", "dense");
        assertThat(file.attributes("/model_weights/lstm", "weight_names"))
                .containsExactly(
                        "lstm/lstm_cell/kernel:0",
                        "lstm/lstm_cell/recurrent_kernel:0",
                        "lstm/lstm_cell/bias:0");
        assertThat(file.attributes("/model_weights/dropout", "weight_names")).isEmpty();
        assertThat(file.attribute("/", "layer_names")).isEmpty();
        assertThat(file.attribute("/nowhere", "backend")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hdf-keras-3.weights.h5", "hdf-keras-3-latest.h5"})
    void readsWeightsOfKeras3(String name) {
        HdfFile file = HdfFile.parse(golden(name));

        assertThat(file.tensors()).hasSize(5);
        assertSame(file.tensor("/layers/lstm/cell/vars/0"), fractions(0, 2, 12));
        assertSame(file.tensor("/layers/lstm/cell/vars/1"), fractions(1, 3, 12));
        assertSame(file.tensor("/layers/lstm/cell/vars/2"), fractions(2, 12));
        assertSame(file.tensor("/layers/dense/vars/0"), fractions(3, 3, 4));
        assertSame(file.tensor("/layers/dense/vars/1"), fractions(4, 4));
        assertThat(file.attribute("/layers/dense/vars", "name")).contains("dense");
    }

    @Test
    void readsEveryTypeOfNumber() {
        HdfFile file = HdfFile.parse(golden("hdf-types.h5"));

        List<String> fractions =
                List.of("little-f2", "little-f4", "little-f8", "big-f2", "big-f4", "big-f8");
        List<String> wholes =
                List.of(
                        "i1",
                        "little-i2",
                        "little-i4",
                        "little-i8",
                        "big-i2",
                        "big-i4",
                        "big-i8",
                        "u1",
                        "little-u2",
                        "little-u4");
        int k = 0;
        for (String name : fractions) {
            assertSame(file.tensor("/" + name), fractions(k++, 2, 3));
        }
        for (String name : wholes) {
            assertSame(file.tensor("/" + name), wholes(64, k++, 2, 3));
        }
        assertSame(file.tensor("/number"), fractions(16));
        assertSame(file.tensor("/none"), fractions(17, 0, 3));
        assertThat(file.tensors()).hasSize(18);
    }

    @Test
    void skipsWhatHoldsNoNumbersAndTellsWhoAsks() {
        HdfFile file = HdfFile.parse(golden("hdf-types.h5"));

        assertRefused(
                b -> file.tensor("/text"), null, "dataset /text holds no numbers that can be");
        assertRefused(b -> file.tensor("/texts"), null, "but StringData of 6 bytes");
        assertRefused(b -> file.tensor("/compound"), null, "but CompoundDataType of 8 bytes");
        assertRefused(b -> file.tensor("/nothing"), null, "but nothing");
        assertRefused(b -> file.tensor("/else"), null, "there is no dataset /else");
    }

    @Test
    void readsAttributesOfEveryKindOfText() {
        HdfFile file = HdfFile.parse(golden("hdf-types.h5"));

        assertThat(file.attribute("/", "utf8")).contains("äöü");
        assertThat(file.attribute("/", "fixed")).contains("fixed");
        assertThat(file.attributes("/", "texts")).containsExactly("yes", "no");
        assertThat(file.attribute("/", "number")).isEmpty();
    }

    @Test
    void readsChunks() {
        HdfFile file = HdfFile.parse(golden("hdf-chunked.h5"));

        assertSame(file.tensor("/plain"), fractions(0, 7, 10));
        assertSame(file.tensor("/gzip"), fractions(1, 7, 10));
        assertSame(file.tensor("/all"), fractions(2, 7, 10));
        assertSame(file.tensor("/growing"), fractions(3, 5));
        assertSame(file.tensor("/growing-2"), fractions(4, 5, 4));
        assertSame(file.tensor("/one-chunk"), fractions(5, 5, 4));
        assertSame(file.tensor("/three"), fractions(6, 3, 4, 5));
    }

    @Test
    void readsASingleChunkOfTheNewestForm() {
        HdfFile file = HdfFile.parse(golden("hdf-one-chunk-latest.h5"));

        assertSame(file.tensor("/plain"), fractions(0, 5, 4));
        assertSame(file.tensor("/all"), fractions(1, 5, 4));
    }

    @Test
    void seesWrongChecksums() {
        byte[] file = golden("hdf-chunked.h5");
        int damaged = 0;
        for (int at = 0; at < file.length; at++) {
            byte[] other = file.clone();
            other[at] ^= 1;
            try {
                HdfFile.parse(other);
            } catch (IllegalArgumentException e) {
                damaged += e.getMessage().endsWith("is damaged: a checksum is wrong") ? 1 : 0;
            }
        }

        assertThat(damaged).isGreaterThan(100);
    }

    @Test
    void fillsWhatWasNeverWritten() {
        HdfFile file = HdfFile.parse(golden("hdf-chunked.h5"));

        float[] filled = new float[16];
        Arrays.fill(filled, 0.5f);
        filled[0] = 1;
        assertThat(file.tensor("/filled").values()).containsExactly(filled);
    }

    @Test
    void followsLinksWithinTheFile() {
        Map<String, Tensor> tensors = HdfFile.parse(golden("hdf-links.h5")).tensors();

        assertThat(tensors).hasSize(3);
        assertSame(tensors.get("/weights/kernel"), fractions(0, 2, 3));
        assertThat(tensors.get("/hard")).isSameAs(tensors.get("/weights/kernel"));
        assertThat(tensors.get("/soft")).isSameAs(tensors.get("/weights/kernel"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hdf-soft-loop.h5 | refused: the HDF5 file's soft link /a leads in a circle",
                "hdf-hard-loop.h5 | the HDF5 file's group /a/b/c holds itself",
                "hdf-external-link.h5 | refused: /away of the HDF5 file links to another file,"
                        + " /etc/passwd",
                "hdf-external-data.h5 | cannot be read: Encountered External Data Files Message",
                "hdf-deep.h5 | the HDF5 file's groups are nested deeper than 24",
                "hdf-absurd.h5 | dataset /much of the HDF5 file has an absurd shape [1099511627776]",
                "hdf-bomb.h5 | the HDF5 file unpacks to more than 64 times its 19812 bytes",
                "hdf-chunked-latest.h5 | of the HDF5 file has chunks in the newest form: write it again"
                        + " without libver='latest'",
                "hdf-lzf.h5 | dataset /lzf of the HDF5 file is packed by filter 32000 lzf; deflate,",
                "numpy-one.npy | not an HDF5 file: it does not begin with HDF5's mark"
            })
    void refusesWhatLeadsAstray(String name, String message) {
        assertRefused(HdfFile::parse, golden(name), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hdf-small.h5", "hdf-lzf.h5", "hdf-keras-3-latest.h5"})
    void doesNothingWorseThanRefuseAFileCutAnywhere(String name) {
        byte[] file = golden(name);
        for (int length = 0; length < file.length; length++) {
            try {
                HdfFile.parse(Arrays.copyOf(file, length));
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageNotContaining("\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hdf-small.h5", "hdf-one-chunk-latest.h5", "hdf-keras-3-latest.h5"})
    void doesNothingWorseThanRefuseDamage(String name) {
        TestTensors.assertNothingWorseWhereverDamaged(HdfFile::parse, golden(name));
    }
}
