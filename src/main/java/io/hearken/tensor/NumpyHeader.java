package io.hearken.tensor;

import static io.hearken.stream.Checks.require;
import static io.hearken.tensor.Shown.shown;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a header tells, in the few forms of Python's dict that NumPy writes. */
record NumpyHeader(ElementType type, ByteOrder order, boolean fortran, int[] shape) {
    private static final int FIELDS = 3;

    private static final Map<String, ElementType> TYPES =
            Map.of(
                    "f2", ElementType.F16,
                    "f4", ElementType.F32,
                    "f8", ElementType.F64,
                    "i1", ElementType.I8,
                    "i2", ElementType.I16,
                    "i4", ElementType.I32,
                    "i8", ElementType.I64,
                    "u1", ElementType.U8,
                    "b1", ElementType.BOOL);

    static NumpyHeader of(String name, String text) {
        Map<String, String> fields = fields(name, text.strip());
        String descr = field(name, fields, "descr");
        return new NumpyHeader(
                type(name, descr),
                descr.startsWith("'>") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                truth(name, field(name, fields, "fortran_order")),
                shape(name, field(name, fields, "shape")));
    }

    /** The values as they are written, their keys without quotes. */
    private static Map<String, String> fields(String name, String text) {
        require(
                text.startsWith("{") && text.endsWith("}"),
                "the header of array %s is no dict",
                name);
        Map<String, String> fields = new LinkedHashMap<>();
        String rest = text.substring(1, text.length() - 1).strip();
        while (!rest.isEmpty()) {
            int colon = rest.indexOf(':');
            require(colon > 1, "the header of array %s has a key without a value", name);
            String key = rest.substring(1, colon).strip().replaceAll("['\"]$", "");
            rest = rest.substring(colon + 1).strip();
            int end = end(rest);
            String value = rest.substring(0, end).strip().replace('"', '\'');
            require(
                    fields.size() < FIELDS && fields.put(key, value) == null,
                    "the header of array %s has more than its three keys",
                    name);
            rest = rest.substring(Math.min(rest.length(), end + 1)).strip();
        }
        return fields;
    }

    /** Of a value: the next comma outside of brackets. */
    private static int end(String rest) {
        int depth = 0;
        for (int at = 0; at < rest.length(); at++) {
            char c = rest.charAt(at);
            if (c == ',' && depth == 0) {
                return at;
            }
            depth += "([".indexOf(c) >= 0 ? 1 : ")]".indexOf(c) >= 0 ? -1 : 0;
        }
        return rest.length();
    }

    private static String field(String name, Map<String, String> fields, String key) {
        String value = fields.get(key);
        require(value != null, "the header of array %s lacks %s", name, key);
        return value;
    }

    private static ElementType type(String name, String descr) {
        require(
                !descr.contains("|O"),
                "array %s holds Python's objects, which would need code to be read: save"
                        + " numbers alone",
                name);
        require(
                !descr.startsWith("["),
                "array %s is a structured one: save each field as an array",
                name);
        boolean plain = descr.matches("'[<>|=]?[a-z]\\d'");
        String type = plain ? descr.substring(descr.length() - 3, descr.length() - 1) : "";
        ElementType known = TYPES.get(type);
        require(
                known != null,
                "array %s is of type %s; of those with numbers f2, f4, f8, i1, i2, i4, i8, u1"
                        + " and b1 can be read",
                name,
                shown(descr));
        return known;
    }

    private static boolean truth(String name, String value) {
        require(
                value.equals("True") || value.equals("False"),
                "the header of array %s has a fortran_order of %s",
                name,
                shown(value));
        return value.equals("True");
    }

    private static int[] shape(String name, String tuple) {
        require(
                tuple.startsWith("(") && tuple.endsWith(")"),
                "the header of array %s has a shape of %s",
                name,
                shown(tuple));
        List<Integer> sizes = new ArrayList<>();
        for (String size : tuple.substring(1, tuple.length() - 1).split(",")) {
            // Python 2 wrote 3L.
            String digits = size.strip().replaceAll("L$", "");
            if (!digits.isEmpty()) {
                require(
                        digits.matches("\\d{1,9}"),
                        "the header of array %s has a size of %s",
                        name,
                        shown(digits));
                sizes.add(Integer.parseInt(digits));
            }
        }
        return sizes.stream().mapToInt(size -> size).toArray();
    }
}
