package dev.recto;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.recto.read.worker.ReadingWorker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The house's rules. Each is checked twice: over the product, where it must hold, and over the fixture that breaks it
 * ({@code dev.recto.fixture.<rule>}), where it must not, so that no rule can pass on nothing.
 */
class ArchitectureTest {
    /** Fewer classes than this mean that the import went wrong, not that the house is tidy. */
    private static final int FEWEST_CLASSES = 100;

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.recto");

    private static final String ROOT = "dev.recto";

    /** What each room may use beside itself and the JDK. */
    private static final Map<String, List<String>> FLOORS = Map.ofEntries(
            Map.entry("document", List.of()),
            Map.entry("config", List.of()),
            Map.entry("embed", List.of("document", "config")),
            Map.entry("read", List.of("document", "config")),
            Map.entry("index", List.of("document", "config")),
            Map.entry("catalog", List.of("document", "config")),
            Map.entry("retrieve", List.of("document", "config", "embed", "index")),
            Map.entry("ingest", List.of("document", "config", "embed", "read", "index", "catalog")),
            Map.entry("answer", List.of("document", "config", "embed", "index", "catalog", "retrieve")),
            Map.entry(
                    "evaluate",
                    List.of("document", "config", "embed", "read", "index", "catalog", "retrieve", "ingest", "answer")),
            Map.entry(
                    "cli",
                    List.of(
                            "document",
                            "config",
                            "embed",
                            "read",
                            "index",
                            "catalog",
                            "retrieve",
                            "ingest",
                            "answer",
                            "evaluate",
                            "serve")),
            Map.entry(
                    "serve",
                    List.of(
                            "document",
                            "config",
                            "embed",
                            "read",
                            "index",
                            "catalog",
                            "retrieve",
                            "ingest",
                            "answer",
                            "evaluate")));

    /** Where each library lives: its packages, and the rooms that may know it. */
    private static final Map<String, List<String>> LIBRARIES = Map.ofEntries(
            Map.entry("org.apache.lucene..", List.of("index")),
            Map.entry("org.apache.pdfbox..", List.of("read")),
            Map.entry("org.apache.fontbox..", List.of("read")),
            Map.entry("org.apache.tika..", List.of("read")),
            Map.entry("org.apache.poi..", List.of("read")),
            Map.entry("org.commonmark..", List.of("read")),
            Map.entry("ai.onnxruntime..", List.of("embed")),
            Map.entry("ai.djl..", List.of("embed")),
            Map.entry("dev.langchain4j..", List.of("embed", "answer")),
            Map.entry("java.sql..", List.of("catalog")),
            Map.entry("org.jdbi..", List.of("catalog")),
            Map.entry("org.sqlite..", List.of("catalog")),
            Map.entry("org.snakeyaml..", List.of("config")),
            Map.entry("org.apache.hc..", List.of("ingest")),
            Map.entry("io.javalin..", List.of("serve")),
            Map.entry("org.eclipse.jetty..", List.of("serve")),
            Map.entry("jakarta.servlet..", List.of("serve")),
            Map.entry("io.micrometer..", List.of("serve")),
            Map.entry("io.modelcontextprotocol..", List.of("serve")),
            Map.entry("picocli..", List.of("cli")),
            Map.entry("org.jline..", List.of("cli", "read")),
            Map.entry("me.tongfei..", List.of("cli")));

    @Test
    void product_imported_hasItsClasses() {
        assertThat(PRODUCT.size()).isGreaterThan(FEWEST_CLASSES);
        FLOORS.keySet().stream().filter(room -> !room.equals("evaluate")).forEach(room -> assertThat(
                        inRoom(PRODUCT, room))
                .as("classes in " + room)
                .isGreaterThan(1));
    }

    @TestFactory
    Stream<DynamicTest> product_eachRule_holds() {
        return rules(ROOT).entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(PRODUCT)));
    }

    @TestFactory
    Stream<DynamicTest> fixture_eachRule_fails() {
        return rules("dev.recto.fixture").entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> {
                    JavaClasses broken = new ClassFileImporter().importPackages("dev.recto.fixture");
                    assertThat(rule.getValue().evaluate(broken).hasViolation())
                            .as("\"" + rule.getKey() + "\" sees its violation")
                            .isTrue();
                }));
    }

    private static Map<String, ArchRule> rules(String root) {
        return Map.of(
                "each room uses those below it alone", floors(root),
                "each library stays in its room", libraries(root),
                "rooms have no cycles",
                        slices().matching(root + ".(*)..").should().beFreeOfCycles(),
                "names say what a thing is", names(root),
                "only main programs and the commands print", prints(root),
                "nothing reflects", reflection(root),
                "nothing but the root knows Application", application(root));
    }

    private static ArchRule floors(String root) {
        List<ArchRule> rules = new ArrayList<>();
        FLOORS.forEach((room, below) -> {
            List<String> others = FLOORS.keySet().stream()
                    .filter(other -> !other.equals(room) && !below.contains(other))
                    .map(other -> root + "." + other + "..")
                    .toList();
            if (!others.isEmpty()) {
                rules.add(noClasses()
                        .that()
                        .resideInAPackage(root + "." + room + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(others.toArray(String[]::new))
                        .allowEmptyShould(true));
            }
        });
        return all(rules);
    }

    private static ArchRule libraries(String root) {
        List<ArchRule> rules = new ArrayList<>();
        LIBRARIES.forEach((library, rooms) -> rules.add(noClasses()
                .that(resideInAPackage(root + "..")
                        .and(not(resideInAnyPackage(rooms.stream()
                                .map(room -> root + "." + room + "..")
                                .toArray(String[]::new)))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)));
        return all(rules);
    }

    private static ArchRule names(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)(\\$.*)?")
                .orShould()
                .haveNameMatching(".*[.$]Abstract[A-Z].*");
    }

    private static ArchRule prints(String root) {
        DescribedPredicate<JavaClass> printers = resideInAPackage(root + ".cli..")
                .or(equivalentTo(Main.class))
                .or(equivalentTo(StartupTraining.class))
                .or(equivalentTo(ReadingWorker.class));
        return noClasses()
                .that(resideInAPackage(root + "..").and(not(printers)))
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);
    }

    private static ArchRule reflection(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect..")
                .orShould()
                .callMethod(Class.class, "forName", String.class);
    }

    private static ArchRule application(String root) {
        return classes()
                .that()
                .haveSimpleName("Application")
                .and()
                .resideInAPackage(root)
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAPackage(root);
    }

    private static ArchRule all(List<ArchRule> rules) {
        return CompositeArchRule.of(rules);
    }

    private static long inRoom(JavaClasses classes, String room) {
        return classes.stream()
                .filter(type -> type.getPackageName().startsWith(ROOT + "." + room))
                .count();
    }
}
