package io.hearken.acoustic;

import static io.hearken.stream.Checks.require;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Which {@link Kernel}s this Java runs. */
final class Kernels {
    /** The property that names one: {@code vector}, {@code openblas} or {@code java}. */
    private static final String PROPERTY = "hearken.engine";

    private static final String MODULE = "jdk.incubator.vector";

    /** Chosen when first asked for; a choice that cannot be is refused every time. */
    private static Supplier<Kernel> choice;

    private Kernels() {}

    /** One for a network of its own. */
    static synchronized Kernel make() {
        if (choice == null) {
            choice = chosen(System.getProperty(PROPERTY, ""));
        }
        return choice.get();
    }

    /** One of each that this Java can run, the fastest first. */
    static List<Kernel> available() {
        List<Kernel> kernels = new ArrayList<>();
        if (hasVectors()) {
            kernels.add(vector());
        }
        if (OpenblasKernel.KEEPS_ORDER) {
            kernels.add(new OpenblasKernel());
        }
        kernels.add(new PlainKernel());
        return kernels;
    }

    /**
     * What makes the kernels of a name, or the fastest if there is none.
     *
     * @throws IllegalArgumentException if there is no such kernel
     */
    static Supplier<Kernel> chosen(String name) {
        switch (name) {
            case "":
                // OpenBLAS is looked at last: to load it takes a second.
                if (hasVectors()) {
                    return Kernels::vector;
                }
                return OpenblasKernel.KEEPS_ORDER ? OpenblasKernel::new : PlainKernel::new;
            case "vector":
                require(
                        hasVectors(),
                        "%s=vector needs Java's Vector API: start Java with --add-modules %s",
                        PROPERTY,
                        MODULE);
                return Kernels::vector;
            case "openblas":
                require(
                        OpenblasKernel.KEEPS_ORDER,
                        "%s=openblas needs OpenBLAS's kernels for small matrices, and this process"
                                + " has %s: set OPENBLAS_CORETYPE=SkylakeX on a processor with"
                                + " AVX-512, or leave %s out",
                        PROPERTY,
                        OpenblasKernel.CORE.isEmpty() ? "others" : OpenblasKernel.CORE,
                        PROPERTY);
                return OpenblasKernel::new;
            case "java":
                return PlainKernel::new;
            default:
                throw new IllegalArgumentException(
                        "%s must be vector, openblas or java, got %s".formatted(PROPERTY, name));
        }
    }

    private static boolean hasVectors() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    private static Kernel vector() {
        try {
            Class<?> kernel = Class.forName("io.hearken.acoustic.VectorKernel");
            return (Kernel) kernel.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
