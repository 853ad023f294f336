package io.hearken.tensor;

import static io.hearken.tensor.TestTensors.assertRefused;
import static io.hearken.tensor.TestTensors.assertSame;
import static io.hearken.tensor.TestTensors.fractions;
import static io.hearken.tensor.TestTensors.golden;
import static io.hearken.tensor.TestTensors.wholes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumpyFileTest {
    @Test
    void readsEveryTypeOfNumber() {
        Map<String, Tensor> arrays = NumpyFile.parse(golden("numpy-types.npz"));

        assertThat(arrays).hasSize(15);
        int k = 0;
        for (Map.Entry<String, Tensor> array : arrays.entrySet()) {
            String type = array.getKey().replaceAll(".*-", "");
            assertSame(
                    array.getValue(),
                    switch (type.charAt(0)) {
                        case 'f' -> fractions(k++, 2, 3);
                        case 'b' -> wholes(2, k++, 2, 3);
                        default -> wholes(64, k++, 2, 3);
                    });
        }
    }

    @Test
    void readsCompressedFiles() {
        Map<String, Tensor> arrays = NumpyFile.parse(golden("numpy-compressed.npz"));

        assertThat(arrays.keySet()).containsExactly("a", "b", "c");
        assertSame(arrays.get("a"), fractions(0, 20, 30));
        assertSame(arrays.get("b"), fractions(1));
        assertSame(arrays.get("c"), fractions(2, 0, 3));
    }

    @Test
    void givesFortransOrderInThatOfC() {
        assertSame(
                NumpyFile.parse(golden("numpy-fortran.npz")).get("arr_0"), fractions(0, 2, 3, 4));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void readsEveryVersion(int version) {
        assertSame(
                NumpyFile.parse(golden("numpy-version-" + version + ".npy")).get("arr_0"),
                fractions(version, 5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numpy-object.npy | array arr_0 holds Python's objects, which would need code to be"
                        + " read",
                "numpy-structured.npy | array arr_0 is a structured one",
                "numpy-text.npy | array arr_0 is of type '<U3'; of those with numbers f2, f4,",
                "numpy-complex.npy | array arr_0 is of type '<c8'",
                "torch-rnn-1.pt | its zip holds torch-rnn-1/data.pkl, which is no .npy",
                "torch-legacy.pt | not a NumPy file: it begins neither as .npy nor as .npz"
            })
    void refusesWhatIsNoArrayOfNumbers(String name, String message) {
        assertRefused(NumpyFile::parse, golden(name), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | is no dict",
                "{'descr': '<f4'} | lacks fortran_order",
                "{'descr': '<f4', 'fortran_order': 1, 'shape': ()} | has a fortran_order of 1",
                "{'descr': '<f4', 'fortran_order': False, 'shape': 3} | has a shape of 3",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)} | has a size of -1",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999,)} | has a size of",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999,99999)} | holds more than",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} | array arr_0 of [2] takes 8"
                        + " bytes, but there are 4",
                "{'descr': '<f4', 'fortran_order': False, 'shape': ()} x: | is no dict",
                "{'a': 1, 'b': 2, 'c': 3, 'd': 4} | has more than its three keys",
                "{'a': 1, 'a': 2} | has more than its three keys",
                "{:} | a key without a value",
                "{'descr': '<f', 'fortran_order': False, 'shape': ()} | is of type '<f'"
            })
    void refusesHeadersThatDoNotFit(String header, String message) {
        assertRefused(NumpyFile::parse, npy(header), message);
    }

    @Test
    void readsAHeaderOfPython2() {
        byte[] file = npy("{\"descr\": \"<f4\", \"fortran_order\": False, \"shape\": (1L, 1L)}");

        assertThat(NumpyFile.parse(file).get("arr_0").shape()).containsExactly(1, 1);
    }

    /** One float behind a header. */
    private static byte[] npy(String header) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        file.write(header.length());
        file.write(0);
        file.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
        file.writeBytes(new byte[4]);
        return file.toByteArray();
    }

    @Test
    void readsWhatItWrites() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("b", fractions(0, 2, 3));
        tensors.put("a/kernel:0", fractions(1, 7));
        tensors.put("number", fractions(2));
        tensors.put("none", fractions(3, 2, 0));

        byte[] file = NumpyFile.npz(tensors);
        Map<String, Tensor> again = NumpyFile.parse(file);

        assertThat(again.keySet()).containsExactlyElementsOf(tensors.keySet());
        tensors.forEach((name, tensor) -> assertSame(again.get(name), tensor));
        assertThat(NumpyFile.npz(tensors)).isEqualTo(file);
        assertThat(NumpyFile.parse(NumpyFile.npz(Map.of()))).isEmpty();
    }

    @Test
    void writesAnArrayAsNumpyDoes() {
        byte[] file = NumpyFile.npz(Map.of("arr_0", fractions(0, 3, 2)));

        assertThat(Archive.of(file).checked("arr_0.npy")).isEqualTo(golden("numpy-one.npy"));
        file = NumpyFile.npz(Map.of("arr_0", fractions(1, 5)));
        assertThat(Archive.of(file).checked("arr_0.npy")).isEqualTo(golden("numpy-version-1.npy"));
    }

    @Test
    void writesNoNameThatLeadsElsewhere() {
        assertRefused(
                bytes -> NumpyFile.npz(Map.of("../a", fractions(0))),
                new byte[0],
                "names a place outside of itself: ../a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"numpy-compressed.npz", "numpy-types.npz", "numpy-one.npy"})
    void refusesAFileCutAnywhere(String name) {
        TestTensors.assertRefusedCutAnywhere(NumpyFile::parse, golden(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"numpy-compressed.npz", "numpy-one.npy", "numpy-version-2.npy"})
    void doesNothingWorseThanRefuseDamage(String name) {
        TestTensors.assertNothingWorseWhereverDamaged(NumpyFile::parse, golden(name));
    }
}
