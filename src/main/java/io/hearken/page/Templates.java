package io.hearken.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The files of this package that become HTML. */
final class Templates {
    private static final Map<String, Template> COMPILED = new ConcurrentHashMap<>();

    private Templates() {}

    /**
     * Fills a template.
     *
     * @param values a record or a map; every name in the template must be among its own
     */
    static String fill(String name, Object values) {
        return COMPILED.computeIfAbsent(
                        name,
                        n ->
                                Mustache.compiler()
                                        .emptyStringIsFalse(true)
                                        .compile(text(n + ".mustache")))
                .execute(values);
    }

    /** A file as it is. */
    static String text(String name) {
        try (InputStream in = Templates.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
