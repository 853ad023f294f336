package io.hearken.job;

import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where streams' states live between chunks. */
public enum Backend {
    /** In the heap: fastest. */
    HEAP("hashmap"),
    /** On disk: for more streams than memory holds. */
    ROCKSDB("rocksdb");

    private final String flinkName;

    Backend(String flinkName) {
        this.flinkName = flinkName;
    }

    /** What Flink calls it. */
    String flinkName() {
        return flinkName;
    }

    /** Reads {@code heap} and {@code rocksdb}. */
    static final class Text implements ITypeConverter<Backend> {
        @Override
        public Backend convert(String text) {
            return Arrays.stream(values())
                    .filter(backend -> backend.name().toLowerCase(Locale.ROOT).equals(text))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "'" + text + "' is no backend: use heap or rocksdb"));
        }
    }
}
