package io.hearken.deploy;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.annotation.docs.Documentation;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;

/** What Flink itself says its options are, read from the classes that define them. */
final class FlinkSettings {
    private static final List<Field> FIELDS = fields();
    private static final Map<String, ConfigOption<?>> OPTIONS =
            FIELDS.stream()
                    .filter(f -> !f.isAnnotationPresent(Documentation.SuffixOption.class))
                    .map(FlinkSettings::option)
                    .collect(toMap(ConfigOption::key, o -> o, (one, same) -> one));

    private static final Pattern REPORTER = Pattern.compile("metrics\\.reporter\\.[^.]+\\.(.+)");
    private static final Set<String> OF_A_REPORTER = ofAReporter();

    private FlinkSettings() {}

    /** What is wrong with the settings: keys that Flink does not know, values it cannot read. */
    static List<String> problems(Map<String, String> settings) {
        List<String> problems = new ArrayList<>();
        settings.forEach(
                (key, value) -> {
                    if (OPTIONS.containsKey(key)) {
                        addIfUnreadable(OPTIONS.get(key), value, problems);
                    } else if (!isOfAReporter(key)) {
                        problems.add(key + ": Flink has no such option");
                    }
                });
        return problems;
    }

    private static void addIfUnreadable(
            ConfigOption<?> option, String value, List<String> problems) {
        try {
            Configuration.fromMap(Map.of(option.key(), value)).get(option);
        } catch (IllegalArgumentException e) {
            problems.add(option.key() + ": " + value + ": " + e.getMessage());
        }
    }

    private static boolean isOfAReporter(String key) {
        Matcher reporter = REPORTER.matcher(key);
        return reporter.matches() && OF_A_REPORTER.contains(reporter.group(1));
    }

    private static Set<String> ofAReporter() {
        Set<String> names =
                FIELDS.stream()
                        .filter(field -> field.getDeclaringClass() == MetricOptions.class)
                        .filter(f -> f.isAnnotationPresent(Documentation.SuffixOption.class))
                        .map(field -> option(field).key())
                        .collect(toCollection(TreeSet::new));
        names.addAll(List.of("port", "filterLabelValueCharacters")); // the Prometheus reporter's
        return names;
    }

    private static List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (JavaClass options :
                new ClassFileImporter()
                        .importPackages(
                                "org.apache.flink.configuration",
                                "org.apache.flink.state.rocksdb")) {
            options.getFields().stream()
                    .filter(field -> field.getRawType().isEquivalentTo(ConfigOption.class))
                    .map(field -> field.reflect())
                    .filter(field -> java.lang.reflect.Modifier.isStatic(field.getModifiers()))
                    .forEach(fields::add);
        }
        return fields;
    }

    private static ConfigOption<?> option(Field field) {
        try {
            field.setAccessible(true);
            return (ConfigOption<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
