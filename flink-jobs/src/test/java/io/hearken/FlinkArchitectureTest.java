package io.hearken;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The upper rows of the picture: cli above job and embedded above operator above the core. */
class FlinkArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(
                            "io.hearken.cli",
                            "io.hearken.job",
                            "io.hearken.embedded",
                            "io.hearken.operator");

    @ParameterizedTest
    @CsvSource({
        "job,      cli embedded",
        "embedded, cli job operator",
        "operator, cli job embedded recognizer audio feature acoustic ctc page wire train evaluate live"
    })
    void arrowsOnlyPointDown(String name, String unknown) {
        String[] packages =
                Arrays.stream(unknown.split(" "))
                        .map(other -> "io.hearken." + other + "..")
                        .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage("io.hearken." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .check(CLASSES);
    }

    @Test
    void theCommandLeavesFlinkAndKafkaToTheRowsBelow() {
        noClasses()
                .that()
                .resideInAPackage("io.hearken.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.nd4j..", "be.tarsos..")
                .check(CLASSES);
    }

    @Test
    void everyPackageHasItsPlaceInThePicture() {
        classes()
                .should()
                .resideInAnyPackage(
                        "io.hearken.cli..",
                        "io.hearken.job..",
                        "io.hearken.embedded..",
                        "io.hearken.operator..")
                .check(CLASSES);
    }
}
