package io.hearken.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.FlatteningPathIterator;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.random.RandomGenerator;

/**
 * Draws outlines as images of {@value #SIZE} × {@value #SIZE} pixels, white on black: fitted into a
 * square of {@value #BOX} as MNIST's digits are, then turned, sheared, stretched, moved and bent a
 * little, each time another way (after Simard, Steinkraus and Platt, 2003).
 */
public final class Drawing {
    /** Pixels in a row, and rows. */
    public static final int SIZE = 28;

    private static final int BOX = 20;

    /** Drawn so many times as large, and then averaged. */
    private static final int FINER = 4;

    private static final double FLATNESS = 0.1;

    private final BufferedImage canvas =
            new BufferedImage(SIZE * FINER, SIZE * FINER, BufferedImage.TYPE_BYTE_GRAY);
    private final Graphics2D graphics = canvas.createGraphics();

    public Drawing() {
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    }

    /**
     * Draws an outline.
     *
     * @param random decides how it is distorted
     * @return SIZE × SIZE pixels, row by row, 0 black to 255 white; a fresh array
     */
    public byte[] image(Shape outline, RandomGenerator random) {
        Shape bent = bent(fitted(outline), random);
        AffineTransform change = new AffineTransform();
        change.translate(
                SIZE / 2.0 + 1.5 * random.nextGaussian(), SIZE / 2.0 + 1.5 * random.nextGaussian());
        change.rotate(0.12 * random.nextGaussian());
        change.shear(0.12 * random.nextGaussian(), 0);
        change.scale(1 + 0.1 * random.nextGaussian(), 1 + 0.07 * random.nextGaussian());
        AffineTransform enlarge = AffineTransform.getScaleInstance(FINER, FINER);
        graphics.setColor(Color.BLACK);
        graphics.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        int ink = 255 - random.nextInt(80);
        graphics.setColor(new Color(ink, ink, ink));
        graphics.fill(enlarge.createTransformedShape(change.createTransformedShape(bent)));
        return averaged(((DataBufferByte) canvas.getRaster().getDataBuffer()).getData());
    }

    /** Around (0, 0), in pixels. */
    private static Shape fitted(Shape outline) {
        Rectangle2D bounds = outline.getBounds2D();
        double scale = BOX / Math.max(bounds.getWidth(), bounds.getHeight());
        AffineTransform fit = AffineTransform.getScaleInstance(scale, scale);
        fit.translate(-bounds.getCenterX(), -bounds.getCenterY());
        return fit.createTransformedShape(outline);
    }

    /** Along two waves, one for each direction, longer than the digit. */
    private static Shape bent(Shape shape, RandomGenerator random) {
        Wave across = Wave.draw(random);
        Wave along = Wave.draw(random);
        Path2D bent = new Path2D.Double(Path2D.WIND_NON_ZERO);
        double[] at = new double[6];
        PathIterator points = new FlatteningPathIterator(shape.getPathIterator(null), FLATNESS);
        for (; !points.isDone(); points.next()) {
            int segment = points.currentSegment(at);
            double x = at[0] + across.at(at[0], at[1]);
            double y = at[1] + along.at(at[0], at[1]);
            switch (segment) {
                case PathIterator.SEG_MOVETO -> bent.moveTo(x, y);
                case PathIterator.SEG_LINETO -> bent.lineTo(x, y);
                default -> bent.closePath();
            }
        }
        return bent;
    }

    private record Wave(double height, double x, double y, double phase) {
        static Wave draw(RandomGenerator random) {
            return new Wave(
                    0.8 * random.nextGaussian(),
                    0.25 * random.nextGaussian(),
                    0.25 * random.nextGaussian(),
                    2 * Math.PI * random.nextDouble());
        }

        double at(double px, double py) {
            return height * Math.sin(x * px + y * py + phase);
        }
    }

    private static byte[] averaged(byte[] fine) {
        byte[] pixels = new byte[SIZE * SIZE];
        for (int row = 0; row < SIZE; row++) {
            for (int column = 0; column < SIZE; column++) {
                int sum = 0;
                for (int n = 0; n < FINER * FINER; n++) {
                    int y = row * FINER + n / FINER;
                    int x = column * FINER + n % FINER;
                    sum += fine[y * SIZE * FINER + x] & 0xff;
                }
                pixels[row * SIZE + column] = (byte) (sum / (FINER * FINER));
            }
        }
        return pixels;
    }
}
