package io.precinct99;

import static io.precinct99.Outside.bearer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.RawHttp.Answer;
import io.precinct99.access.Role;
import io.precinct99.stage.EmbeddedStage;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The Big List of Naughty Strings in every place that {@code /openapi} has for a text. On a stage of its own: so many failed
 * log-ins lock this address, for every server on the same database.
 */
@Tag("embedded")
class NaughtyStringsIT {
    /** Shorter ones are words of our own answers: "1", "true", "null". */
    private static final int TELLING = 6;
    /** The web container refuses some paths before we see them, in words of its own that hold the address (HttpIT). */
    private static final String UNSEEN = "<H1>CWWWC0005I: ";

    /** Would end the token that the others need. */
    private static final Set<String> ENDS_TOKENS = Set.of("POST /api/v1/auth/logout");

    private static final ExecutorService CLIENTS = Executors.newFixedThreadPool(8);
    private static EmbeddedStage stage;
    private static FaultyServer server;
    private static RawHttp http;
    private static String admin;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger unseen = new AtomicInteger();

    @BeforeAll
    static void start() throws Exception {
        stage = EmbeddedStage.start(Path.of("target", "naughty-stage"), 0, 0);
        server = FaultyServer.startReady("naughty-strings", stage);
        http = new RawHttp(server.process().uri());
        admin = Outside.token(server, Role.ADMIN);
    }

    @AfterAll
    static void end() throws IOException {
        CLIENTS.shutdownNow();
        try {
            server.close();
        } finally {
            stage.close();
        }
    }

    @Test
    void noTextAnywhereBreaksUsOrComesBack() throws Exception {
        List<String> strings = strings();
        assertThat(strings).hasSizeGreaterThan(450);
        for (DocumentedOperation operation : DocumentedOperation.of(server.api())) {
            if (ENDS_TOKENS.contains(operation.toString())) {
                continue;
            }
            List<Callable<Void>> calls = new ArrayList<>();
            for (String text : strings) {
                calls.add(() -> everywhere(operation, text));
            }
            for (Future<Void> call : CLIENTS.invokeAll(calls)) {
                call.get();
            }
        }
        assertThat(requests.get()).isGreaterThan(8 * 450);
        System.out.printf(
                "figures naughty strings: %d strings, %d requests, %d of them refused by the container%n",
                strings.size(), requests.get(), unseen.get());
        assertThat(unseen.get()).isLessThan(100);
        everyLineOfTheLogIsOneEvent();
    }

    private Void everywhere(DocumentedOperation operation, String text) throws IOException {
        for (String field : operation.textFields()) {
            String body = Json.createObjectBuilder(operation.body())
                    .add(field, text)
                    .build()
                    .toString();
            judge(operation + " " + field, text, operation.target("1"), operation.method(), body);
        }
        for (String parameter : operation.query()) {
            String target = operation.target("1") + '?' + parameter + '=' + encode(text);
            judge(operation + " " + parameter, text, target, operation.method(), null);
        }
        if (operation.hasPathParameter()) {
            judge(operation + " in the path", text, operation.target(encode(text)), operation.method(), null);
        }
        return null;
    }

    private void judge(String place, String text, String target, String method, String body) throws IOException {
        String headers = (body == null ? "" : Outside.JSON) + bearer(admin);
        Answer answer = http.send(method, target, headers, body == null ? null : body.getBytes(UTF_8));
        requests.incrementAndGet();
        if (body == null && !target.contains("?") && answer.body().startsWith(UNSEEN)) {
            assertThat(answer.status()).as(place).isEqualTo(400);
            unseen.incrementAndGet();
            return;
        }
        if (answer.status() != 502 || !place.contains("/github/")) { // nobody plays GitHub here
            assertThat(answer.status())
                    .as("%s = %s: %s", place, text, answer.body())
                    .isLessThan(500);
        }
        if (answer.status() >= 400) {
            Outside.assertProblem(answer);
            if (text.length() >= TELLING) {
                assertThat(answer.body()).as(place).doesNotContain(text, quoted(text));
            }
        }
    }

    /** As the JSON of an answer would hold it. */
    private static String quoted(String text) {
        String json = Json.createValue(text).toString();
        return json.substring(1, json.length() - 1);
    }

    private static void everyLineOfTheLogIsOneEvent() throws IOException {
        String log = server.process().log();
        List<String> lines = log.substring(0, log.lastIndexOf('\n') + 1) // what follows is just being written
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("OpenJDK ") && !line.startsWith("Launching "))
                .toList();
        assertThat(lines).isNotEmpty();
        for (String line : lines) {
            try (JsonReader reader = Json.createReader(new StringReader(line))) {
                assertThat(reader.readObject()).containsKey("type");
            }
            assertThat(line)
                    .doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f\\x7f\\u2028\\u202a-\\u202e\\u2066-\\u2069]");
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20").replace("*", "%2A");
    }

    private static List<String> strings() throws IOException {
        try (InputStream file = NaughtyStringsIT.class.getResourceAsStream("naughty-strings.json");
                JsonReader reader = Json.createReader(file)) {
            return reader.readArray().getValuesAs(JsonString::getString);
        }
    }
}
