package io.hearken.acoustic;

import java.util.List;

/** Which {@link Kernel} this Java runs. */
final class Kernels {
    /** The property that names one: {@code vector} or {@code java}. */
    private static final String PROPERTY = "hearken.engine";

    private static final String MODULE = "jdk.incubator.vector";

    static final Kernel CHOSEN = chosen(System.getProperty(PROPERTY, ""));

    private Kernels() {}

    /** All that this Java can run, the fastest first. */
    static List<Kernel> available() {
        return hasVectors() ? List.of(vector(), new PlainKernel()) : List.of(new PlainKernel());
    }

    /**
     * The kernel of a name, or the fastest if there is none.
     *
     * @throws IllegalArgumentException if there is no such kernel
     */
    static Kernel chosen(String name) {
        return switch (name) {
            case "" -> available().get(0);
            case "java" -> new PlainKernel();
            case "vector" -> vector();
            default ->
                    throw new IllegalArgumentException(
                            "%s must be vector or java, got %s".formatted(PROPERTY, name));
        };
    }

    private static boolean hasVectors() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    private static Kernel vector() {
        if (!hasVectors()) {
            throw new IllegalArgumentException(
                    "%s=vector needs Java's Vector API: start Java with --add-modules %s"
                            .formatted(PROPERTY, MODULE));
        }
        try {
            Class<?> kernel = Class.forName("io.hearken.acoustic.VectorKernel");
            return (Kernel) kernel.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
