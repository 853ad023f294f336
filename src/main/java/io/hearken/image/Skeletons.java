package io.hearken.image;

import java.awt.geom.Path2D;
import java.util.List;
import java.util.Scanner;

/**
 * How people write digits: for each the ways its strokes may run, within 0 to 1 both ways, y
 * downwards. M moves the pen, L draws a line, C a cubic curve by two control points and its end.
 */
final class Skeletons {
    private static final List<List<String>> OF_DIGITS =
            List.of(
                    List.of(
                            "M .5 0 C .2 0 .1 .25 .1 .5 C .1 .75 .2 1 .5 1 C .8 1 .9 .75 .9 .5"
                                    + " C .9 .25 .8 0 .5 0",
                            "M .62 .02 C .2 0 .05 .4 .1 .65 C .15 .9 .3 1 .5 1 C .8 1 .95 .7 .9 .4"
                                    + " C .87 .2 .75 0 .5 .03",
                            "M .5 0 C 0 0 0 .3 0 .5 C 0 .7 0 1 .5 1 C 1 1 1 .7 1 .5"
                                    + " C 1 .3 1 0 .5 0"),
                    List.of(
                            "M .5 0 L .5 1",
                            "M .22 .24 L .5 0 L .5 1",
                            "M .25 .2 L .52 0 L .52 1 M .2 1 L .84 1",
                            "M .3 .12 C .4 .12 .5 .08 .54 0 L .5 1"),
                    List.of(
                            "M .12 .25 C .15 .05 .35 0 .5 0 C .75 0 .88 .15 .88 .3"
                                    + " C .88 .5 .6 .65 .1 1 L .9 1",
                            "M .12 .22 C .2 .03 .4 0 .52 0 C .8 0 .88 .2 .8 .38"
                                    + " C .7 .6 .4 .8 .2 .92 C .1 .98 .05 .85 .2 .82"
                                    + " C .4 .8 .6 1 .92 .95",
                            "M .1 .12 C .3 -.05 .85 -.05 .85 .28 C .85 .5 .3 .75 .12 1 L .9 1",
                            "M .1 .08 C .4 -.03 .9 -.02 .8 .35 L .15 .95 C .4 .85 .6 .98 .9 .92"),
                    List.of(
                            "M .15 .12 C .3 -.03 .8 -.05 .82 .25 C .83 .45 .6 .48 .4 .48"
                                    + " C .65 .48 .9 .55 .88 .75 C .85 1.05 .3 1.05 .1 .85",
                            "M .12 0 L .85 0 L .45 .4 C .8 .4 .92 .55 .9 .72"
                                    + " C .85 1.05 .3 1.05 .1 .86",
                            "M .1 .05 C .5 -.05 .9 .05 .75 .3 C .65 .45 .4 .48 .3 .45"
                                    + " C .6 .42 .95 .55 .8 .8 C .65 1.02 .3 1 .05 .95"),
                    List.of(
                            "M .2 0 L .13 .55 L .87 .55 M .7 .1 L .7 1",
                            "M .68 1 L .68 0 L .08 .68 L .94 .68",
                            "M .35 0 L .1 .6 L .9 .6 M .72 .3 L .63 1",
                            "M .15 .05 C .1 .4 .05 .55 .4 .52 L .85 .48 M .85 0 L .75 1"),
                    List.of(
                            "M .85 0 L .22 0 L .17 .45 C .35 .33 .88 .33 .88 .67"
                                    + " C .88 1.05 .3 1.07 .1 .85",
                            "M .3 0 L .22 .42 C .5 .3 .85 .45 .82 .7 C .8 1 .35 1.05 .12 .9"
                                    + " M .3 0 L .88 .02",
                            "M .9 .02 C .6 .05 .4 0 .35 .1 L .2 .4 C .5 .4 .8 .5 .75 .75"
                                    + " C .7 1 .3 1 .05 .95"),
                    List.of(
                            "M .75 .02 C .4 .12 .1 .45 .1 .7 C .1 1.1 .9 1.1 .9 .7"
                                    + " C .9 .35 .25 .35 .12 .68",
                            "M .82 .12 C .6 -.08 .1 -.05 .1 .6 C .1 1.12 .9 1.12 .9 .68"
                                    + " C .9 .3 .2 .3 .1 .65",
                            "M .6 0 L .15 .6 C 0 .85 .2 1 .5 1 C .8 1 .95 .82 .85 .65"
                                    + " C .75 .48 .3 .5 .15 .7",
                            "M .45 0 C .2 .3 .1 .6 .15 .8 C .2 1.02 .6 1.05 .75 .85"
                                    + " C .85 .7 .7 .55 .5 .6 C .35 .63 .25 .75 .2 .9"),
                    List.of(
                            "M .1 0 L .9 0 L .35 1",
                            "M .1 0 L .9 0 L .35 1 M .28 .5 L .8 .5",
                            "M .1 .17 L .12 0 L .9 0 C .6 .4 .45 .7 .42 1",
                            "M .08 .1 C .2 0 .35 .1 .5 .06 C .65 .02 .8 .05 .9 0"
                                    + " C .65 .3 .5 .65 .45 1"),
                    List.of(
                            "M .5 .47 C .1 .42 .1 0 .5 0 C .9 0 .9 .42 .5 .47"
                                    + " C 0 .53 0 1 .5 1 C 1 1 1 .53 .5 .47",
                            "M .8 .12 C .6 -.05 .2 -.03 .2 .25 C .2 .5 .85 .5 .82 .77"
                                    + " C .8 1.05 .15 1.07 .15 .78 C .15 .5 .8 .45 .8 .12",
                            "M .75 .05 C .3 -.05 .1 .2 .35 .4 C .55 .55 .8 .65 .7 .88"
                                    + " C .6 1.03 .2 1.02 .25 .75 C .3 .5 .75 .35 .85 .08"),
                    List.of(
                            "M .88 .32 C .85 .7 .1 .75 .1 .32 C .1 -.1 .9 -.1 .88 .32 L .8 1",
                            "M .9 .35 C .88 .7 .1 .7 .1 .33 C .1 -.1 .9 -.12 .9 .35"
                                    + " C .9 .8 .7 1.05 .2 .93",
                            "M .85 .05 C .3 -.1 .05 .2 .12 .4 C .2 .65 .75 .55 .85 .1 L .85 1",
                            "M .8 .2 C .7 -.05 .2 -.05 .15 .28 C .12 .55 .6 .6 .8 .2"
                                    + " C .8 .5 .6 .8 .35 1"));

    private Skeletons() {}

    /** How many ways there are to write a digit. */
    static int count(int digit) {
        return OF_DIGITS.get(digit).size();
    }

    /** One of them. */
    static Path2D of(int digit, int way) {
        Path2D path = new Path2D.Double();
        Scanner in = new Scanner(OF_DIGITS.get(digit).get(way));
        while (in.hasNext()) {
            switch (in.next()) {
                case "M" -> path.moveTo(next(in), next(in));
                case "L" -> path.lineTo(next(in), next(in));
                default -> path.curveTo(next(in), next(in), next(in), next(in), next(in), next(in));
            }
        }
        return path;
    }

    private static double next(Scanner in) {
        return Double.parseDouble(in.next());
    }
}
