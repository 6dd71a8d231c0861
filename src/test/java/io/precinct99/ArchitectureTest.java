package io.precinct99;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.ws.rs.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the package map of the design, and the rules that no compiler knows. */
class ArchitectureTest {
    private static final String ROOT = "io.precinct99";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /** Each package and what it may use. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("problem", Set.of()),
            Map.entry("access", Set.of("problem")),
            Map.entry("audit", Set.of("access", "vault", "problem")),
            Map.entry("identity", Set.of("access", "problem")),
            Map.entry("vault", Set.of("identity", "problem")),
            Map.entry("database", Set.of("vault", "problem")),
            Map.entry("token", Set.of("vault", "access", "problem")),
            Map.entry("account", Set.of("token", "access", "audit", "problem")),
            Map.entry("oauth", Set.of("token", "account", "access", "audit", "problem")),
            Map.entry("github", Set.of("vault", "access", "audit", "problem")),
            Map.entry("archive", Set.of("vault", "identity", "account", "oauth", "access", "audit", "problem")),
            Map.entry("assistant", Set.of("access", "audit", "archive", "github", "problem")),
            Map.entry("operations", Set.of("database", "vault", "identity", "token", "access", "audit", "problem")));

    /** Who opens HTTP connections; to the vault, only {@code vault} does. */
    private static final List<String> SPEAK_HTTP = List.of("vault", "github", "archive", "assistant");

    @Test
    void packagesUseOnlyWhatTheMapAllows() {
        MAY_USE.forEach((name, allowed) -> {
            String[] others = MAY_USE.keySet().stream()
                    .filter(other -> !other.equals(name) && !allowed.contains(other))
                    .map(ArchitectureTest::inside)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(inside(name))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(others))
                    .allowEmptyShould(true)
                    .check(CLASSES);
        });
    }

    @Test
    void everyPackageIsOnTheMap() {
        Set<String> packages = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1).split("\\.")[0])
                .collect(Collectors.toSet());
        assertThat(MAY_USE.keySet()).containsAll(packages);
    }

    @Test
    void everyPackageHasItsCharter() {
        Set<JavaPackage> packages = CLASSES.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
        for (JavaPackage each : packages) {
            assertThat(source(each.getName().replace('.', '/') + "/package-info.java"))
                    .as("charter of %s", each.getName())
                    .exists();
        }
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void namesSayResponsibilities() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveNameMatching(".*Utils?")
                .orShould()
                .haveSimpleNameEndingWith("Service")
                .orShould()
                .haveNameMatching(".*(DTO|Dto)")
                .check(CLASSES);
        noClasses()
                .should()
                .resideInAnyPackage(Stream.of(
                                "util",
                                "common",
                                "service",
                                "impl",
                                "dto",
                                "model",
                                "repository",
                                "controller",
                                "exception")
                        .map(name -> ".." + name + "..")
                        .toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void everyResourceMethodDeclaresItsCallers() {
        methods()
                .that(new DescribedPredicate<JavaMethod>("answer HTTP requests") {
                    @Override
                    public boolean test(JavaMethod method) {
                        return !method.getOwner().isInterface() // what we ask of others
                                && method.getAnnotations().stream()
                                        .anyMatch(annotation ->
                                                annotation.getRawType().isAnnotatedWith(HttpMethod.class));
                    }
                })
                .should()
                .beAnnotatedWith(PermitAll.class)
                .orShould()
                .beAnnotatedWith(RolesAllowed.class)
                .check(CLASSES);
    }

    @Test
    void onlyTheVaultPackageSpeaksToTheVault() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("vault"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.jopenlibs.vault..")
                .check(CLASSES);
        noClasses()
                .that(resideOutsideOfPackages(SPEAK_HTTP))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .check(CLASSES);
    }

    /** One that throws late would leave a stored row behind a reported rollback. */
    @Test
    void onlyTheDatabasePackageJoinsTransactions() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("database"))
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(TransactionSynchronizationRegistry.class)
                .check(CLASSES);
    }

    @Test
    void nobodyWritesToStandardStreams() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
        noClasses().should().callMethod(Throwable.class, "printStackTrace").check(CLASSES);
    }

    /** All but one: the JDK runs a program from source only when it is one file. */
    @Test
    void noFileIsLongerThan250Lines() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.endsWith("verify/Verify.java"))
                    .toList()) {
                assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(250);
            }
        }
    }

    private static String inside(String name) {
        return ROOT + "." + name + "..";
    }

    private static DescribedPredicate<JavaClass> resideOutsideOfPackages(List<String> names) {
        return names.stream()
                .map(name -> resideOutsideOfPackage(inside(name)))
                .reduce((one, other) -> one.and(other))
                .orElseThrow();
    }

    private static Path source(String path) {
        return Path.of("src/main/java", path);
    }
}
