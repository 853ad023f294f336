package io.hearken.page;

import static io.hearken.stream.Checks.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A matrix of counts; the more of its row a cell holds, the darker it is.
 *
 * @param rowsAre what a row stands for
 * @param columnsAre what a column stands for
 * @param counts [rows × columns]; handed over, not copied
 */
public record HeatMap(
        String title,
        String rowsAre,
        String columnsAre,
        List<String> rows,
        List<String> columns,
        int[][] counts)
        implements Block {
    public HeatMap {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        require(counts.length == rows.size(), "%d rows, %d names", counts.length, rows.size());
    }

    /** A row as the template wants it. */
    private record Row(String name, List<Cell> cells) {}

    /** A cell; the shade is 0 to 1. */
    private record Cell(String text, String shade, boolean isDark, boolean isRight) {}

    /** All of it as the template wants it. */
    private record Drawn(
            String title,
            String rowsAre,
            String columnsAre,
            List<String> columns,
            List<Row> rows) {}

    @Override
    public String html() {
        List<Row> drawn = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            drawn.add(new Row(rows.get(i), cells(i)));
        }
        return Templates.fill("heatmap", new Drawn(title, rowsAre, columnsAre, columns, drawn));
    }

    private List<Cell> cells(int row) {
        int sum = 0;
        for (int count : counts[row]) {
            sum += count;
        }
        List<Cell> cells = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            int count = counts[row][column];
            // The root lets a few of many be seen.
            double shade = sum == 0 ? 0 : Math.sqrt((double) count / sum);
            cells.add(
                    new Cell(
                            count == 0 ? "" : String.valueOf(count),
                            String.format(Locale.ROOT, "%.2f", shade),
                            shade > 0.6,
                            rows.get(row).equals(columns.get(column))));
        }
        return cells;
    }
}
