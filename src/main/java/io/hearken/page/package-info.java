/**
 * Pages for people: one HTML file that holds its style, plots and sound, and fetches nothing.
 *
 * <pre>
 *   Page ── Block ┬ Heading   a title and what to know about what follows
 *                 ├ Tiles     the few numbers that matter most
 *                 ├ Table     rows and columns of text
 *                 ├ Chart     lines, steps, points and bars over two axes
 *                 ├ HeatMap   a matrix of counts
 *                 └ Clips     sound to play
 * </pre>
 *
 * What they look like stands in the templates and the style sheet beside the class files.
 */
package io.hearken.page;
