package io.precinct99;

import static io.precinct99.Outside.assertProblem;
import static io.precinct99.Outside.bearer;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import io.precinct99.access.Role;
import java.io.IOException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nasty tokens; the numbers are those of the list of inputs. Tokens that are rightly signed and wrong otherwise (rows 14 and
 * 15) are {@code VerifiedTokensTest}'s: nobody outside can sign.
 */
@Tag("embedded") // nothing in it depends on the stage
class InputsTokenIT {
    private static final String ME = "/api/v1/auth/me";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private static FaultyServer server;
    private static RawHttp http;
    private static String token;
    private static String[] parts;

    @BeforeAll
    static void start() throws Exception {
        server = FaultyServer.shared();
        http = new RawHttp(server.process().uri());
        token = Outside.token(server, Role.USER);
        parts = token.split("\\.");
    }

    @AfterEach
    void nextGoodRequestWorks() throws IOException {
        assertThat(http.get(ME, bearer(token)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "nOnE", "NONE", ""})
    void row11_tokensWithoutASignatureAreRefused(String algorithm) throws IOException {
        String header = header(algorithm, "");
        refused(header + '.' + parts[1] + '.');
        refused(header + '.' + parts[1]);
        refused(header + '.' + parts[1] + '.' + parts[2]);
    }

    @Test
    void row12_macKeyedWithOurPublicKeyIsRefused() throws Exception {
        var key = JWKSet.parse(http.get("/.well-known/jwks.json", "").body())
                .getKeys()
                .get(0)
                .toRSAKey();
        byte[] der = key.toRSAPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----\n";
        for (byte[] secret :
                new byte[][] {der, pem.getBytes(US_ASCII), key.toJSONString().getBytes(UTF_8)}) {
            String signed = header("HS256", "") + '.' + parts[1];
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            refused(signed + '.' + BASE64.encodeToString(mac.doFinal(signed.getBytes(US_ASCII))));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"jku\":\"http://127.0.0.1:1/jwks\"",
                ",\"x5u\":\"http://127.0.0.1:1/x5u\"",
                ",\"jwk\":{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                ",\"kid\":\"../../dev/null\"",
                ",\"kid\":\"x' OR 1=1 --\"",
                ",\"crit\":[\"exp\"]"
            })
    void row13_keysThatTheTokenBringsAreNotLookedAt(String more) throws IOException {
        refused(header("RS256", more) + '.' + parts[1] + '.' + parts[2]);
    }

    @Test
    void row14_tokensOfAnotherTypeAreRefused() throws IOException {
        refused(BASE64.encodeToString("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(UTF_8))
                + '.'
                + parts[1]
                + '.'
                + parts[2]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"99999999999\"", "-1", "1e400", "99999999999000"})
    void row15_otherTimesAreRefused(String end) throws IOException {
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
        String changed = claims.replaceFirst("\"exp\":\\d+", "\"exp\":" + end);
        assertThat(changed).isNotEqualTo(claims);
        refused(parts[0] + '.' + BASE64.encodeToString(changed.getBytes(UTF_8)) + '.' + parts[2]);
    }

    @Test
    void row16_twoTokensAreOneTooMany() throws IOException {
        assertProblem(http.get(ME, bearer(token) + bearer(token)), 400);
        assertProblem(http.get(ME, bearer(token) + "Authorization: Basic eDp5\r\n"), 400);
        assertProblem(http.get(ME + "?access_token=" + token, bearer(token)), 400);
        assertProblem(http.get(ME + "?access_token=" + token, ""), 400);
        assertProblem(http.get(ME + "?access%5ftoken=" + token, ""), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "bearer   ",
                "BEARER\t",
                "Bearer x",
                "Bearer =",
                "Bearer\tx",
                "Bearer , Basic eDp5"
            })
    void row16_bearerWithoutATokenIsRefusedEverywhere(String value) throws IOException {
        String line = "Authorization: " + value + "\r\n";
        for (String path : new String[] {ME, "/", "/.well-known/jwks.json", "/nowhere"}) {
            refused(http.get(path, line));
        }
        refused(http.send("DELETE", ME, line, null));
        refused(http.send("POST", "/api/v1/auth/login", line, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic eDp5", "Bearerx y", "Bear", "Negotiate", "Token Bearer x"})
    void row16_otherSchemesNameNobody(String value) throws IOException {
        String line = "Authorization: " + value + "\r\n";
        assertThat(http.get("/", line).status()).isEqualTo(200);
        assertProblem(http.get("/nowhere", line), 404);
        RawHttp.Answer answer = http.get(ME, line);
        assertProblem(answer, 401);
        assertThat(answer.header("www-authenticate")).doesNotContain("invalid_token");
    }

    @Test
    void row17_largeTokensAreRefusedAtOnce() throws IOException {
        refused("a".repeat(9 * 1024));
        assertProblem(http.get(ME, bearer("a".repeat(100 * 1024))), 431);
        String jwe = BASE64.encodeToString(
                "{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\",\"p2c\":2147483647,\"zip\":\"DEF\"}"
                        .getBytes(UTF_8));
        long began = System.nanoTime();
        refused(jwe + ".AAAA.AAAA.AAAA.AAAA");
        assertThat(System.nanoTime() - began).as("nanoseconds").isLessThan(10_000_000_000L);
    }

    @Test
    void row18_otherSpellingsOfTheSameSignatureAreRefused() throws IOException {
        refused(token + "=");
        refused(token + "==");
        refused(parts[0] + '.' + parts[1] + "=." + parts[2]);
        refused(header("ES256", "") + '.' + parts[1] + '.' + BASE64.encodeToString(new byte[64]));
        refused(parts[0] + '.' + parts[1] + '.' + BASE64.encodeToString(new byte[384]));
        refused(token + ".x");
    }

    /** Ours, with another algorithm and more members; a second kid is a duplicate. */
    private static String header(String algorithm, String more) {
        String ours = new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8);
        String changed = ours.replace("\"RS256\"", "\"" + algorithm + "\"").replaceFirst("}$", "");
        String without = more.contains("\"kid\"") ? changed.replaceFirst(",?\"kid\":\"[^\"]*\"", "") : changed;
        String text = (without + more + '}').replace("{,", "{");
        return BASE64.encodeToString(text.getBytes(UTF_8));
    }

    private static void refused(String value) throws IOException {
        refused(http.get(ME, bearer(value)));
    }

    private static void refused(RawHttp.Answer answer) {
        assertProblem(answer, 401);
        assertThat(answer.header("www-authenticate")).contains("error=\"invalid_token\"");
    }
}
