package io.precinct99;

import static io.precinct99.Outside.assertProblem;
import static io.precinct99.Outside.assertTokenRefused;
import static io.precinct99.Outside.bearer;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import io.precinct99.access.Role;
import io.precinct99.vault.Workload;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nasty tokens; the numbers are those of the list of inputs. Where not the signature is what is wrong with a token, the vault
 * itself signed it: nobody outside can.
 */
@Tag("embedded") // nothing in it depends on the stage
class InputsTokenIT {
    private static final String ME = "/api/v1/auth/me";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private static FaultyServer server;
    private static RawHttp http;
    private static String token;
    private static String[] parts;
    private static Workload signer;

    @BeforeAll
    static void start() throws Exception {
        server = FaultyServer.shared();
        http = new RawHttp(server.process().uri());
        token = Outside.token(server, Role.USER);
        parts = token.split("\\.");
        signer = Workload.on(server.gates(), Map.of()).loggedIn();
    }

    @AfterAll
    static void stop() {
        signer.close();
    }

    @AfterEach
    void nextGoodRequestWorks() throws IOException {
        assertThat(http.get(ME, bearer(token)).status()).isEqualTo(200);
    }

    /** Else the refusals of tokens that are signed like this would say nothing. */
    @Test
    void tokenThatTheVaultSignsAnewIsGood() throws IOException {
        assertThat(http.get(ME, bearer(signed(parts[0], parts[1]))).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "nOnE", "NONE", ""})
    void row11_tokensWithoutASignatureAreRefused(String algorithm) throws IOException {
        String header = header(algorithm, "");
        refused(header + '.' + parts[1] + '.');
        refused(header + '.' + parts[1]);
        refused(signed(header, parts[1]));
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
        refused(signed(header("RS256", more), parts[1]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "logout+jwt", ""})
    void row14_tokensOfAnotherTypeAreRefused(String type) throws IOException {
        String ours = text(parts[0]);
        String changed = ours.replace("\"at+jwt\"", "\"" + type + "\"");
        assertThat(changed).isNotEqualTo(ours);
        refused(signed(encoded(changed), parts[1]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"99999999999\"", "-1", "1e400", "99999999999000"})
    void row15_otherTimesAreRefused(String end) throws IOException {
        String claims = text(parts[1]);
        String changed = claims.replaceFirst("\"exp\":\\d+", "\"exp\":" + end);
        assertThat(changed).isNotEqualTo(claims);
        refused(signed(parts[0], encoded(changed)));
    }

    @Test
    void row17_largeTokensAreRefusedAtOnce() throws IOException {
        refused("a".repeat(9 * 1024));
        assertProblem(http.get(ME, bearer("a".repeat(100 * 1024))), 431);
    }

    @Test
    void row17_tokensThatAskForMuchWorkAreRefusedAsFastAsOthers() throws IOException {
        String costly =
                encoded("{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\",\"p2c\":2147483647,\"zip\":\"DEF\"}");
        double least = Double.MAX_VALUE;
        for (int i = 0; i < 3 && least > 10; i++) { // others use the machine too
            least = Math.min(least, usualMillis(costly + ".AAAA.AAAA.AAAA.AAAA") - usualMillis("AAAA.AAAA.AAAA"));
        }
        System.out.printf("figures refusal of a costly token: %.1f ms more than of another%n", least);
        assertThat(least).as("milliseconds more than for another token").isLessThanOrEqualTo(50);
    }

    /** The median of many refusals, connection and all. */
    private static double usualMillis(String value) throws IOException {
        double[] millis = new double[31];
        for (int i = 0; i < millis.length; i++) {
            long began = System.nanoTime();
            refused(value);
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(millis);
        return millis[millis.length / 2];
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
        String changed =
                text(parts[0]).replace("\"RS256\"", "\"" + algorithm + "\"").replaceFirst("}$", "");
        String without = more.contains("\"kid\"") ? changed.replaceFirst(",?\"kid\":\"[^\"]*\"", "") : changed;
        return encoded((without + more + '}').replace("{,", "{"));
    }

    /** By the key that signs our tokens. */
    private static String signed(String header, String claims) {
        String input = header + '.' + claims;
        return input
                + '.'
                + signer.transit()
                        .signRs256("access-token", 0, input.getBytes(US_ASCII))
                        .base64url();
    }

    private static String text(String part) {
        return new String(Base64.getUrlDecoder().decode(part), UTF_8);
    }

    private static String encoded(String text) {
        return BASE64.encodeToString(text.getBytes(UTF_8));
    }

    private static void refused(String value) throws IOException {
        assertTokenRefused(http.get(ME, bearer(value)));
    }
}
