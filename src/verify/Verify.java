import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Verifies a running Precinct 99 from outside, with nothing but a JDK 17 or later: {@code java src/verify/Verify.java}.
 * Exit status 0 when all checks passed, 1 when one failed, 2 when nothing could be verified.
 */
public final class Verify {
    private static final String USAGE = """
            java src/verify/Verify.java https://host[:port] [options]
              --operator <name>        also run the security scenarios as this operator: a database login is rotated
              --password-file <file>   its first line is the operator's password; else PRECINCT99_OPERATOR_PASSWORD
              --ca <file>              trust the authorities in this PEM file, and no others
              --skip-network           leave out the scenario network: no network policy is in force
            A throw-away account is registered. http:// is for this machine only.""";
    private static final List<String> SCENARIOS =
            List.of("identity", "vault-login", "vault-policy", "database-lease", "rotation", "network");
    private static final Pattern STEP = Pattern.compile("\\{[^{}]*\"step\"\\s*:[^{}]*\\}");
    private static final Pattern REASONS = Pattern.compile("\"reasons\"\\s*:[^{}]*\\{[^{}]*\\}");
    private static final int BODY_CAP = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(75); // a scenario may take a minute
    private static final SecureRandom RANDOM = new SecureRandom();

    private final URI base;
    private final HttpClient http;
    private int passed;
    private int failed;
    private int skipped;
    private boolean answered;

    private Verify(URI base, HttpClient http) {
        this.base = base;
        this.http = http;
    }

    public static void main(String... words) throws InterruptedException {
        try {
            Map<String, String> options = options(words);
            HttpClient.Builder http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
            if (options.containsKey("--ca")) {
                http.sslContext(trusting(Path.of(options.get("--ca"))));
            }
            Verify verify = new Verify(address(options.get("address")), http.build());
            verify.everything(options);
            System.out.printf(
                    "%n%d passed, %d failed, %d skipped: %s%n",
                    verify.passed, verify.failed, verify.skipped, verify.base);
            System.exit(verify.failed == 0 ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + USAGE);
        } catch (IOException | GeneralSecurityException e) {
            System.err.println("Nothing could be verified: " + e);
            System.err.println("Next: check address and port; with a private CA, --ca; whether it runs at all.");
        }
        System.exit(2);
    }

    private void everything(Map<String, String> options) throws IOException, InterruptedException {
        String password = options.containsKey("--operator") ? password(options) : "";
        Answer ready = get("api/v1/health/ready", "");
        check("ready", ready.is(200) && ready.has("status", "ready"), ready, "read its reasons and start what is away");
        Answer live = get("health/live", "");
        check("alive", live.is(200) && live.has("status", "UP"), live, "let the probes of /health pass the proxy");
        String name = "verify-" + random(8);
        String secret = random(16);
        String token = account(name, secret);
        refusals(name, secret, token);
        Answer github = get("api/v1/github/status", token);
        check("GitHub status", github.is(200) && github.has("is_configured", "false"), github, "read the log");
        if (options.containsKey("--operator")) {
            asOperator(options.get("--operator"), password, !options.containsKey("--skip-network"));
        } else {
            skip("security scenarios", "name an --operator to run them");
        }
        logOut("log out", token);
    }

    /** @return the access token; empty without one */
    private String account(String name, String secret) throws IOException, InterruptedException {
        String person = "{\"username\":\"%s\",\"email\":\"%s@example.org\",\"password\":\"%s\"}";
        Answer made = post("api/v1/auth/register", person.formatted(name, name, secret), "");
        check("register", made.is(201) && made.has("username", name), made, "429: wait a minute; 503: see ready");
        Answer in = logIn(name, secret);
        String token = in.member("access_token");
        check("log in", in.is(200) && !token.isEmpty(), in, "503: the vault, which signs tokens, is away");
        Answer me = get("api/v1/auth/me", token);
        check("own account", me.is(200) && me.has("username", name), me, "compare the clocks of all replicas");
        return token;
    }

    private void refusals(String name, String secret, String token) throws IOException, InterruptedException {
        String danger = "anybody gets in: take it off the network";
        String proxy = "see what the proxy in front makes of requests and answers";
        Answer nobody = get("api/v1/auth/me", "");
        check(
                "no token",
                nobody.refuses(401) && nobody.header("WWW-Authenticate").startsWith("Bearer"),
                nobody,
                danger);
        Answer wrong = logIn(name, secret + "x");
        check("wrong password", wrong.refuses(401) && wrong.has("code", "invalid_credentials"), wrong, danger);
        String end = token.endsWith("AAAAAA") ? "BBBBBB" : "AAAAAA";
        Answer bent = get("api/v1/auth/me", token.substring(0, Math.max(0, token.length() - 6)) + end);
        check("bad token", bent.refuses(401) && bent.has("code", "invalid_token"), bent, danger);
        Answer role = get("api/v1/operations/leases", token);
        check("operations without the role", role.refuses(403), role, danger);
        Answer unknown = get("api/v1/" + random(6), "");
        check("unknown path", unknown.refuses(404), unknown, proxy);
        Answer type = send(request("api/v1/auth/login", "")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}")));
        check("wrong content type", type.refuses(415), type, proxy);
        Answer twice = post("api/v1/auth/login", "{\"username\":\"a\",\"username\":\"b\",\"password\":\"c\"}", "");
        check("duplicate key", twice.refuses(400), twice, proxy);
    }

    private void asOperator(String name, String password, boolean network) throws IOException, InterruptedException {
        Answer in = logIn(name, password);
        String token = in.member("access_token");
        if (!check("log in as operator", in.is(200) && !token.isEmpty(), in, "check name and password; 429: wait")) {
            return;
        }
        for (String id : SCENARIOS) {
            if (id.equals("network") && !network) {
                skip("scenario network", "--skip-network");
                continue;
            }
            Answer run = post("api/v1/operations/scenarios/" + id, "{}", token);
            List<String> steps =
                    STEP.matcher(run.body).results().map(MatchResult::group).toList();
            List<String> broken = steps.stream().filter(step -> !held(step)).toList();
            String rest = STEP.matcher(run.body).replaceAll("");
            boolean whole = !steps.isEmpty()
                    && !rest.contains("\"step\"")
                    && member(rest, "passed").equals("true");
            check("scenario " + id, run.is(200) && run.has("scenario", id) && whole && broken.isEmpty(), run, help(id));
            broken.forEach(step -> System.out.printf(
                    "        %s: %s instead of %s. %s%n",
                    seen(step, "step"), seen(step, "actual"), seen(step, "expected"), seen(step, "detail")));
        }
        logOut("log out as operator", token);
    }

    /** The server's word alone is not enough. */
    private static boolean held(String step) {
        String expected = member(step, "expected");
        return List.of("allowed", "blocked").contains(expected)
                && expected.equals(member(step, "actual"))
                && member(step, "passed").equals("true");
    }

    private static String help(String scenario) {
        return switch (scenario) {
            case "identity" -> "look at the SPIFFE agent and its trust bundle";
            case "vault-login", "vault-policy" -> "apply the files of src/setup/vault again";
            case "database-lease" -> "apply src/setup/postgres/roles.sql again, and revoke what was granted beside it";
            case "rotation" -> "error: try again in a minute; else look at /api/v1/operations/rotations";
            default -> "apply the network policies; without any, --skip-network";
        };
    }

    private void logOut(String check, String token) throws IOException, InterruptedException {
        Answer out = post("api/v1/auth/logout", "", token);
        check(check, out.is(204), out, "the token stays valid until it ends");
        Thread.sleep(1_000); // replicas have a second to hear of it
        Answer after = get("api/v1/auth/me", token);
        check(check + ": token ended", after.refuses(401), after, "the replicas do not hear of revocations");
    }

    private boolean check(String name, boolean held, Answer answer, String next) {
        System.out.printf("%-6s%-32s %d %s%n", held ? "ok" : "FAIL", name, answer.status, held ? "" : answer.summary());
        if (held) {
            passed++;
        } else {
            failed++;
            System.out.println("        next: " + next);
        }
        return held;
    }

    private void skip(String name, String reason) {
        skipped++;
        System.out.printf("%-6s%-32s %s%n", "skip", name, reason);
    }

    private Answer logIn(String name, String password) throws IOException, InterruptedException {
        String body = "{\"username\":\"%s\",\"password\":\"%s\"}";
        return post("api/v1/auth/login", body.formatted(quoted(name), quoted(password)), "");
    }

    private Answer get(String path, String token) throws IOException, InterruptedException {
        return send(request(path, token));
    }

    private Answer post(String path, String json, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path, token).POST(BodyPublishers.ofString(json));
        return send(json.isEmpty() ? request : request.header("Content-Type", "application/json"));
    }

    private HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try {
            HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                answered = true;
                return new Answer(answer.statusCode(), answer.headers(), new String(body.readNBytes(BODY_CAP), UTF_8));
            }
        } catch (IOException e) {
            if (!answered) {
                throw e; // nobody is there
            }
            return new Answer(0, HttpHeaders.of(Map.of(), (name, value) -> true), "");
        }
    }

    /** @param status 0 when none came */
    private record Answer(int status, HttpHeaders headers, String body) {
        boolean is(int expected) {
            return status == expected;
        }

        /** Every refusal of ours is a problem document; one of a proxy or of somebody else is not. */
        boolean refuses(int expected) {
            return is(expected) && header("Content-Type").startsWith("application/problem+json");
        }

        boolean has(String name, String value) {
            return member(name).equals(value);
        }

        String member(String name) {
            return Verify.member(body, name);
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        String summary() {
            Matcher reasons = REASONS.matcher(body); // never the whole body: a token may be in it
            String text = seen(body, "code") + " " + seen(body, "detail");
            return reasons.find() ? reasons.group().replaceAll("\\p{C}", "?") : text;
        }
    }

    /** The first member of that name that is a string or a boolean; empty without one. */
    private static String member(String json, String name) {
        Matcher member = Pattern.compile("\"" + name + "\"\\s*:\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(true|false))")
                .matcher(json);
        return !member.find() ? "" : member.group(1) != null ? member.group(1) : member.group(2);
    }

    /** The same for a terminal: what a server says moves no cursor. */
    private static String seen(String json, String name) {
        return member(json, name).replaceAll("\\p{C}", "?");
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static Map<String, String> options(String... words) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < words.length; i++) {
            boolean valued = List.of("--operator", "--password-file", "--ca").contains(words[i]);
            boolean address = !words[i].startsWith("-");
            require(valued || address || words[i].equals("--skip-network"), "What is " + words[i] + "?");
            require(!valued || i + 1 < words.length, words[i] + " needs a value.");
            String before = options.put(address ? "address" : words[i], address ? words[i] : valued ? words[++i] : "");
            require(before == null, "One address, and each option once.");
        }
        return options;
    }

    private static URI address(String text) {
        require(text != null, "The address is missing.");
        URI address = URI.create(text.endsWith("/") ? text : text + "/");
        boolean here = List.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(address.getHost()));
        boolean plain = "http".equals(address.getScheme()) && here;
        require(
                plain || "https".equals(address.getScheme()) && address.getHost() != null,
                "The address is no https://host.");
        return address;
    }

    private static String password(Map<String, String> options) throws IOException {
        String file = options.get("--password-file");
        String password = file == null
                ? System.getenv().getOrDefault("PRECINCT99_OPERATOR_PASSWORD", "")
                : Files.readAllLines(Path.of(file)).stream().findFirst().orElse("");
        require(!password.isEmpty(), "Set PRECINCT99_OPERATOR_PASSWORD, or name a --password-file that is not empty.");
        return password;
    }

    private static void require(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static SSLContext trusting(Path pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + store.size(), authority);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return tls;
    }
}
