package io.precinct99;

import static io.precinct99.access.Role.AUDITOR;
import static io.precinct99.access.Role.OPERATOR;
import static io.precinct99.access.Role.READONLY;
import static io.precinct99.access.Role.USER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.precinct99.access.Role;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every documented operation, called by everybody; and every deployed operation is documented. */
@Tag("embedded") // nothing in it depends on the stage
class RoleMatrixIT {
    private static final Set<Role> EVERYBODY = Set.of();
    private static final Set<String> PROBES =
            Set.of("GET /health", "GET /health/ready", "GET /health/live", "GET /health/started");

    /**
     * A row of the table.
     *
     * @param roles who holds one of them may call
     * @param answers to such a call, with the code of a problem: a body breaks every rule, and a path parameter is 1
     */
    private record Row(Set<Role> roles, Set<String> answers) {
        boolean anonymous() {
            return roles.isEmpty();
        }

        boolean admits(Role role) {
            return anonymous() || !Collections.disjoint(roles, role.included());
        }
    }

    /** From the contracts. What a later contract adds gets its row with it. */
    private static final Map<String, Row> TABLE = new TreeMap<>();

    static {
        PROBES.forEach(probe -> row(probe, EVERYBODY, "200"));
        row("GET /", EVERYBODY, "200");
        row("GET /metrics", EVERYBODY, "200"); // by address; the tests come from loopback
        row("GET /.well-known/jwks.json", EVERYBODY, "200");
        row("GET /api/v1/health", EVERYBODY, "200");
        row("GET /api/v1/health/ready", EVERYBODY, "200");
        row("POST /api/v1/auth/register", EVERYBODY, "422 validation_failed");
        row("POST /api/v1/auth/login", EVERYBODY, "422 validation_failed");
        row("POST /api/v1/auth/logout", Set.of(READONLY), "204");
        row("POST /api/v1/auth/password", Set.of(READONLY), "422 validation_failed");
        row("GET /api/v1/auth/me", Set.of(READONLY), "200");
        row("POST /api/v1/github/configure", Set.of(USER), "422 validation_failed");
        row("DELETE /api/v1/github/configure", Set.of(USER), "204");
        row("GET /api/v1/github/status", Set.of(READONLY), "200");
        row("GET /api/v1/github/repos", Set.of(READONLY), "404 github_not_configured");
        row("GET /api/v1/github/user", Set.of(READONLY), "404 github_not_configured");
        row("GET /api/v1/operations/identity", Set.of(OPERATOR), "200");
        row("GET /api/v1/operations/leases", Set.of(OPERATOR), "200");
        row("GET /api/v1/operations/rotations", Set.of(OPERATOR), "200");
        row(
                "POST /api/v1/operations/rotations",
                Set.of(OPERATOR),
                "202",
                "409 rotation_running",
                "429 rate_limited"); // one at a time, one in 5 s
        row("GET /api/v1/operations/rotations/{number}", Set.of(OPERATOR), "200");
        row("GET /api/v1/operations/scenarios", Set.of(OPERATOR), "200");
        row("POST /api/v1/operations/scenarios/{id}", Set.of(OPERATOR), "404 not_found");
        row("GET /api/v1/audit", Set.of(OPERATOR, AUDITOR), "200");
        row("POST /api/v1/audit/verification", Set.of(OPERATOR), "200");
    }

    private static FaultyServer server;
    private static RawHttp http;
    private static List<DocumentedOperation> operations;

    @BeforeAll
    static void start() throws Exception {
        server = FaultyServer.shared();
        http = new RawHttp(server.process().uri());
        operations = DocumentedOperation.of(server.api());
    }

    private static void row(String operation, Set<Role> roles, String... answers) {
        TABLE.put(operation, new Row(roles, Set.of(answers)));
    }

    @Test
    void everyOperationHasItsRow() {
        assertThat(operations.stream().map(DocumentedOperation::toString))
                .containsExactlyInAnyOrderElementsOf(TABLE.keySet());
    }

    @Test
    void documentAsksForATokenWhereTheContractsDo() {
        assertThat(operations)
                .isNotEmpty()
                .allSatisfy(operation -> assertThat(operation.security())
                        .as(operation.toString())
                        .hasToString(TABLE.get(operation.toString()).anonymous() ? "[]" : "[{\"bearer\":[]}]"));
    }

    @Test
    void everyCellIsAsTheContractsSay() throws Exception {
        Map<Role, String> people = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            people.put(role, server.somebody(role));
        }
        Map<String, String> wrong = new TreeMap<>();
        int cells = 0;
        for (DocumentedOperation operation : operations) {
            Row row = TABLE.get(operation.toString());
            Set<String> nobody = row.anonymous() ? row.answers() : Set.of("401 authentication_required");
            judge(wrong, operation + " anonymous", nobody, call(operation, ""));
            cells++;
            for (Role role : Role.values()) {
                // A token for each call, because some of them end it.
                String bearer = Outside.bearer(server.api().logIn(people.get(role)));
                Set<String> expected = row.admits(role) ? row.answers() : Set.of("403 forbidden");
                judge(wrong, operation + " " + role, expected, call(operation, bearer));
                cells++;
            }
        }
        assertThat(wrong).as("cells that are not as the contracts say").isEmpty();
        assertThat(cells).isEqualTo(operations.size() * 6);
        System.out.printf("figures role matrix: %d operations, %d cells%n", operations.size(), cells);
    }

    @Test
    void deployedRoutesAreTheDocumentedOnes() {
        Set<String> documented =
                operations.stream().map(DocumentedOperation::toString).collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).containsAll(PROBES); // a servlet answers them
        documented.removeAll(PROBES);
        assertThat(documented).isEqualTo(deployed());
    }

    private static void judge(Map<String, String> wrong, String cell, Set<String> expected, RawHttp.Answer answer) {
        String seen = String.valueOf(answer.status());
        if (answer.status() >= 400) {
            Outside.assertProblem(answer);
            seen += " " + Outside.json(answer.body()).getString("code");
        }
        if (!expected.contains(seen)) {
            wrong.put(cell, seen + " " + answer.body());
        }
    }

    /** With a body that breaks every rule: whoever may call learns of that. */
    private static RawHttp.Answer call(DocumentedOperation operation, String headers) throws IOException {
        boolean bodiless =
                operation.method().equals("GET") || operation.textFields().isEmpty();
        byte[] body = bodiless ? null : "{}".getBytes(UTF_8);
        String type = bodiless ? "" : Outside.JSON;
        return http.send(operation.method(), operation.target("1"), type + headers, body);
    }

    private static Set<String> deployed() {
        Set<String> routes = new TreeSet<>();
        for (JavaClass resource : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.precinct99")) {
            if (resource.isInterface()) {
                continue; // a client of somebody else's API
            }
            for (JavaMethod method : resource.getMethods()) {
                method.getAnnotations().stream()
                        .filter(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class))
                        .map(annotation -> annotation.getRawType().getSimpleName())
                        .forEach(verb -> routes.add(verb + " " + path(resource, method)));
            }
        }
        return routes;
    }

    private static String path(JavaClass resource, JavaMethod method) {
        String base = resource.getAnnotationOfType(Path.class).value();
        return method.isAnnotatedWith(Path.class)
                ? base + method.getAnnotationOfType(Path.class).value()
                : base;
    }
}
