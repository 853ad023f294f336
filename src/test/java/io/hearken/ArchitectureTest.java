package io.hearken;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The picture of the architecture: arrows only point down, packages on one row never meet. */
class ArchitectureTest {
    private static final List<List<String>> ROWS =
            List.of(
                    List.of("train", "evaluate", "live", "exchange"),
                    List.of("recognizer"),
                    List.of(
                            "audio",
                            "feature",
                            "image",
                            "acoustic",
                            "ctc",
                            "tensor",
                            "settings",
                            "page",
                            "wire"),
                    List.of("stream"));

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.hearken");

    @ParameterizedTest
    @MethodSource("packages")
    void arrowsOnlyPointDown(String name) {
        noClasses()
                .that()
                .resideInAPackage(own(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(notBelow(name))
                .as(name + " knows nothing beside or above it")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "be.tarsos..,           audio feature",
        "org.nd4j..,            acoustic train",
        "org.bytedeco..,        acoustic train",
        "org.apache.kafka..,    wire",
        "com.fasterxml..,       wire recognizer train settings exchange",
        "org.jflac..,           audio",
        "com.samskivert..,      page",
        "io.jhdf..,             tensor",
        "com.google.protobuf.., tensor"
    })
    void outsideLibrariesStayInTheirRooms(String library, String rooms) {
        String[] packages =
                Arrays.stream(rooms.split(" ")).map(ArchitectureTest::own).toArray(String[]::new);

        noClasses()
                .that(not(resideInAnyPackage(packages)))
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .as(library + " is used in " + rooms + " alone")
                .check(CLASSES);
    }

    @Test
    void speechKnowsNothingOfFlink() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.flink..")
                .check(CLASSES);
    }

    @Test
    void everyPackageHasItsPlaceInThePicture() {
        String[] known = packages().map(ArchitectureTest::own).toArray(String[]::new);

        classes().should().resideInAnyPackage(known).check(CLASSES);
    }

    static Stream<String> packages() {
        return ROWS.stream().flatMap(List::stream);
    }

    /** All packages on the same row and on those above, but for the package itself. */
    private static String[] notBelow(String name) {
        List<String> beside = new ArrayList<>();
        for (List<String> row : ROWS) {
            row.stream().filter(other -> !other.equals(name)).forEach(beside::add);
            if (row.contains(name)) {
                break;
            }
        }
        return beside.stream().map(ArchitectureTest::own).toArray(String[]::new);
    }

    private static String own(String name) {
        return "io.hearken." + name + "..";
    }
}
