package io.hearken.image;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A font made of strokes, as by somebody's hand: one way to write each digit, a slant, proportions
 * of its own, and a pen, whose nib may be broad. A seed makes one; every other seed makes another.
 */
public final class Hand implements Lettering {
    private final String name;
    private final List<Shape> digits = new ArrayList<>();

    public Hand(long seed) {
        name = "hand " + seed;
        RandomGenerator random = new SplittableRandom(new SplittableRandom(seed).nextLong());
        double width = 0.5 + 0.5 * random.nextDouble();
        double slant = 0.3 * random.nextDouble() - (random.nextInt(4) == 0 ? 0.2 : 0.05);
        AffineTransform proportions = new AffineTransform(width, 0, -slant, 1, slant, 0);
        Pen pen = Pen.draw(random);
        double sketchiness = 0.01 + 0.04 * random.nextDouble();
        for (int digit = 0; digit < 10; digit++) {
            Path2D skeleton = Skeletons.of(digit, random.nextInt(Skeletons.count(digit)));
            Path2D own = sketched(skeleton, sketchiness, random);
            digits.add(pen.draws(proportions.createTransformedShape(own)));
        }
    }

    /**
     * What draws strokes: a nib of some thickness along one direction, of less across it.
     *
     * @param stroke along
     * @param nib from a round nib's plane to this one's
     */
    private record Pen(BasicStroke stroke, AffineTransform nib) {
        static Pen draw(RandomGenerator random) {
            double thickness = 0.06 + 0.15 * random.nextDouble() * random.nextDouble();
            double flatness = random.nextBoolean() ? 1 : 0.35 + 0.5 * random.nextDouble();
            boolean isRound = random.nextInt(3) > 0;
            BasicStroke stroke =
                    new BasicStroke(
                            (float) (thickness / Math.sqrt(flatness)),
                            isRound ? BasicStroke.CAP_ROUND : BasicStroke.CAP_BUTT,
                            isRound ? BasicStroke.JOIN_ROUND : BasicStroke.JOIN_MITER,
                            3);
            double angle = Math.PI * random.nextDouble();
            AffineTransform nib = AffineTransform.getRotateInstance(angle);
            nib.scale(1, flatness);
            nib.rotate(-angle);
            return new Pen(stroke, nib);
        }

        Shape draws(Shape skeleton) {
            try {
                Shape round = nib.createInverse().createTransformedShape(skeleton);
                return nib.createTransformedShape(stroke.createStrokedShape(round));
            } catch (NoninvertibleTransformException e) {
                throw new IllegalStateException(e); // a nib is never quite flat
            }
        }
    }

    /** Every point a little beside its place. */
    private static Path2D sketched(Path2D path, double deviation, RandomGenerator random) {
        Path2D sketched = new Path2D.Double();
        double[] at = new double[6];
        for (PathIterator i = path.getPathIterator(null); !i.isDone(); i.next()) {
            int segment = i.currentSegment(at);
            for (int j = 0; j < at.length; j++) {
                at[j] += deviation * random.nextGaussian();
            }
            switch (segment) {
                case PathIterator.SEG_MOVETO -> sketched.moveTo(at[0], at[1]);
                case PathIterator.SEG_LINETO -> sketched.lineTo(at[0], at[1]);
                default -> sketched.curveTo(at[0], at[1], at[2], at[3], at[4], at[5]);
            }
        }
        return sketched;
    }

    @Override
    public String family() {
        return name;
    }

    @Override
    public Shape digit(int digit) {
        return digits.get(digit);
    }
}
