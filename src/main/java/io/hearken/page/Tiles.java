package io.hearken.page;

import java.util.List;

/** The few numbers that matter most, large. */
public record Tiles(List<Tile> tiles) implements Block {
    /**
     * One of them.
     *
     * @param name what it is
     * @param value with its unit
     * @param note how sure it is, or what it counts; may be empty
     */
    public record Tile(String name, String value, String note) {}

    public Tiles {
        tiles = List.copyOf(tiles);
    }

    @Override
    public String html() {
        return Templates.fill("tiles", this);
    }
}
