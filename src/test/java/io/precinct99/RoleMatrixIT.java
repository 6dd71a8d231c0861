package io.precinct99;

import static io.precinct99.access.Role.ADMIN;
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

    /** From the contracts: who holds one of these roles may call. What a later contract adds gets its row with it. */
    private static final Map<String, Set<Role>> MAY_CALL = new TreeMap<>();

    static {
        PROBES.forEach(probe -> MAY_CALL.put(probe, EVERYBODY));
        MAY_CALL.put("GET /", EVERYBODY);
        MAY_CALL.put("GET /metrics", EVERYBODY); // by address; the tests come from loopback
        MAY_CALL.put("GET /.well-known/jwks.json", EVERYBODY);
        MAY_CALL.put("GET /api/v1/health", EVERYBODY);
        MAY_CALL.put("GET /api/v1/health/ready", EVERYBODY);
        MAY_CALL.put("POST /api/v1/auth/register", EVERYBODY);
        MAY_CALL.put("POST /api/v1/auth/login", EVERYBODY);
        MAY_CALL.put("POST /api/v1/auth/logout", Set.of(READONLY));
        MAY_CALL.put("POST /api/v1/auth/password", Set.of(READONLY));
        MAY_CALL.put("GET /api/v1/auth/me", Set.of(READONLY));
        MAY_CALL.put("POST /api/v1/github/configure", Set.of(USER));
        MAY_CALL.put("DELETE /api/v1/github/configure", Set.of(USER));
        MAY_CALL.put("GET /api/v1/github/status", Set.of(READONLY));
        MAY_CALL.put("GET /api/v1/github/repos", Set.of(READONLY));
        MAY_CALL.put("GET /api/v1/github/user", Set.of(READONLY));
        MAY_CALL.put("GET /api/v1/operations/identity", Set.of(OPERATOR));
        MAY_CALL.put("GET /api/v1/operations/leases", Set.of(OPERATOR));
        MAY_CALL.put("GET /api/v1/operations/rotations", Set.of(OPERATOR));
        MAY_CALL.put("POST /api/v1/operations/rotations", Set.of(OPERATOR));
        MAY_CALL.put("GET /api/v1/operations/rotations/{number}", Set.of(OPERATOR));
        MAY_CALL.put("GET /api/v1/operations/scenarios", Set.of(OPERATOR));
        MAY_CALL.put("POST /api/v1/operations/scenarios/{id}", Set.of(OPERATOR));
        MAY_CALL.put("GET /api/v1/audit", Set.of(OPERATOR, AUDITOR));
        MAY_CALL.put("POST /api/v1/audit/verification", Set.of(OPERATOR));
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

    @Test
    void everyOperationHasItsRow() {
        assertThat(operations.stream().map(DocumentedOperation::toString)).isSubsetOf(MAY_CALL.keySet());
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
            Set<Role> allowed = MAY_CALL.getOrDefault(operation.toString(), Set.of(ADMIN));
            judge(wrong, operation + " anonymous", allowed.isEmpty() ? 0 : 401, call(operation, ""));
            cells++;
            for (Role role : Role.values()) {
                // A token for each call, because some of them end it.
                String bearer = Outside.bearer(server.api().logIn(people.get(role)));
                boolean may = allowed.isEmpty() || !Collections.disjoint(allowed, role.included());
                judge(wrong, operation + " " + role, may ? 0 : 403, call(operation, bearer));
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

    /** @param expected 0 for anything but 401 and 403 */
    private static void judge(Map<String, String> wrong, String cell, int expected, RawHttp.Answer answer) {
        int status = answer.status();
        boolean right = expected == 0 ? status != 401 && status != 403 : status == expected;
        if (!right || status == 500) {
            wrong.put(cell, status + " " + answer.body());
        } else if (expected != 0) {
            Outside.assertProblem(answer, expected);
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
