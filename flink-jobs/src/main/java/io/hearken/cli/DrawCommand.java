package io.hearken.cli;

import static io.hearken.stream.Checks.require;

import io.hearken.audio.IdxFile;
import io.hearken.image.DigitImages;
import io.hearken.image.Drawing;
import io.hearken.image.Lettering;
import io.hearken.image.Typeface;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearken draw}: images of digits, to train on and to test with. */
@Command(
        name = "draw",
        description = {
            "Draws digits in many fonts, distorted, in the files and the format of MNIST.",
            "A network reads them row by row, as it hears speech. Fonts are made by this program,",
            "or are this machine's; those of the test images are in no training image.",
            "fonts.png shows some of the test images."
        },
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  hearken draw --out drawn",
            "  hearken train --recipe src/recipes/images.yaml --out images.safetensors \\",
            "      --manifest drawn/train-images-idx3-ubyte.gz",
            "  hearken evaluate --model images.safetensors --manifest drawn/t10k-images-idx3-ubyte.gz"
        })
final class DrawCommand implements Callable<Integer> {
    private static final int SHEET = 20;

    @Spec private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            required = true,
            description = "Where the files go; made if missing.")
    private Path out;

    @Option(
            names = "--train",
            paramLabel = "N",
            defaultValue = "60000",
            description = "Images to train on (default: ${DEFAULT-VALUE}).")
    private int train;

    @Option(
            names = "--test",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Images to test with (default: ${DEFAULT-VALUE}).")
    private int test;

    @Option(
            names = "--hands",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Fonts to make, a fifth of them to test (default: ${DEFAULT-VALUE}).")
    private int hands;

    @Option(
            names = "--typefaces",
            description = "Use this machine's fonts instead, a fifth of the families to test.")
    private boolean typefaces;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed draws the same images (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        System.setProperty("java.awt.headless", "true");
        require(train > 0 && test > 0, "--train and --test must be positive: %d, %d", train, test);
        List<Lettering> fonts = typefaces ? Typeface.all() : DigitImages.hands(hands);
        makeFolder();
        PrintWriter print = spec.commandLine().getOut();
        draw("train", DigitImages.side(fonts, false), train, seed, print);
        DigitImages tests = draw("t10k", DigitImages.side(fonts, true), test, ~seed, print);
        ImageIO.write(sheet(tests.pixels()), "png", out.resolve("fonts.png").toFile());
        print.flush();
        return 0;
    }

    private void makeFolder() {
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new IllegalArgumentException(out + ": no folder, and none can be made there", e);
        }
    }

    private DigitImages draw(
            String name, List<Lettering> fonts, int count, long seed, PrintWriter print)
            throws IOException {
        DigitImages images = DigitImages.draw(fonts, count, seed);
        Path file = out.resolve(name + "-images-idx3-ubyte.gz");
        write(file, IdxFile.images(images.pixels(), Drawing.SIZE, Drawing.SIZE));
        write(out.resolve(name + "-labels-idx1-ubyte.gz"), IdxFile.labels(images.labels()));
        print.printf("%s: %d digits in %d fonts%n", file, count, fonts.size());
        return images;
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
            packed.write(bytes);
        }
    }

    /** The first images, side by side. */
    private static BufferedImage sheet(List<byte[]> images) {
        int size = Drawing.SIZE;
        BufferedImage sheet =
                new BufferedImage(SHEET * size, SHEET * size, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < Math.min(images.size(), SHEET * SHEET); i++) {
            sheet.getRaster()
                    .setDataElements(i % SHEET * size, i / SHEET * size, size, size, images.get(i));
        }
        return sheet;
    }
}
