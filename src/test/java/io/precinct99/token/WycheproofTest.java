package io.precinct99.token;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import io.precinct99.problem.Problem;
import io.precinct99.problem.Problems;
import io.precinct99.token.WycheproofVectors.Vector;
import io.precinct99.vault.TransitKey;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Project Wycheproof against our verification. Its vectors are JWS, not access tokens, so each is shown three times: as it is;
 * to the bare check of the signature; and with its signature block made part of a token that is right in everything else.
 */
class WycheproofTest {
    private static final JWSHeader RS256 = new JWSHeader(JWSAlgorithm.RS256);

    private final TokenFixture fixture = new TokenFixture();

    @Test
    void noVectorIsAnAccessTokenAsItIs() throws IOException {
        List<Vector> vectors = WycheproofVectors.all();
        assertThat(vectors).hasSize(401);
        for (Vector vector : vectors) {
            TokenVerifier verifier = new TokenVerifier(fixture.config, fixture.clock);
            KeySet keys = vector.key() == null ? fixture.keys.current() : keys(vector.key());
            assertRefused(vector, verifier, vector.jws(), keys);
        }
    }

    @Test
    void signatureCheckAgreesWithEveryVectorOfItsAlgorithm() throws Exception {
        int valid = 0;
        int invalid = 0;
        for (Vector vector : WycheproofVectors.all()) {
            if (!rs256(vector) || !vector.isSigned()) {
                continue;
            }
            JWSVerifier verifier = keys(vector.key()).verifier(kid(vector.key()));
            boolean accepted =
                    verifier.verify(RS256, vector.signed().getBytes(US_ASCII), Base64URL.encode(vector.signature()));
            assertThat(accepted).as(vector.toString()).isEqualTo(vector.valid());
            valid += vector.valid() ? 1 : 0;
            invalid += vector.valid() ? 0 : 1;
        }
        assertThat(valid).isEqualTo(8);
        assertThat(invalid).isGreaterThan(200);
    }

    /** The header and the claims are ours and right; what is inside the signature is the vector's, around our hash. */
    @Test
    void rightTokenWithTheSignatureBlockOfAVectorIsAsGoodAsTheVector() throws Exception {
        KeyPair pair = keyPair(2048);
        KeySet keys = keys((RSAPublicKey) pair.getPublic());
        String header = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"" + keys.signingKid() + "\"}";
        String signed = TokenFixture.encode(header.getBytes(UTF_8))
                + '.'
                + TokenFixture.encode(fixture.claims().getBytes(UTF_8));
        TokenVerifier verifier = new TokenVerifier(fixture.config, fixture.clock);
        int refused = 0;
        for (Vector vector : WycheproofVectors.all()) {
            if (vector.key() == null
                    || !vector.isSigned()
                    || vector.key().getModulus().bitLength() != 2048) {
                continue;
            }
            byte[] block = vector.encodedMessage();
            boolean ours = replace(block, sha256(vector.signed()), sha256(signed));
            byte[] signature = sign(block, (RSAPrivateKey) pair.getPrivate());
            String token = signed + '.' + TokenFixture.encode(signature);
            if (vector.valid() && rs256(vector) && ours) {
                assertThat(verifier.verify(token, keys).caller().userId()).isEqualTo(7);
            } else if (!isPkcs1(block, sha256(signed))) {
                assertRefused(vector, verifier, token, keys);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(250);
    }

    private static boolean rs256(Vector vector) {
        return vector.key() != null
                && (vector.group().equals("rs256") || vector.comment().equals("Figure13"));
    }

    private static void assertRefused(Vector vector, TokenVerifier verifier, String token, KeySet keys) {
        Problem problem = Problems.thrownBy(() -> verifier.verify(token, keys));
        assertThat(problem.code()).as(vector.toString()).isEqualTo("invalid_token");
    }

    private KeySet keys(RSAPublicKey key) {
        var versions = new TreeMap<Integer, TransitKey.Version>();
        versions.put(1, new TransitKey.Version(fixture.clock.instant(), key));
        return KeySet.of(new TransitKey("access-token", 1, versions), fixture.clock.instant(), fixture.config.life());
    }

    private String kid(RSAPublicKey key) {
        return keys(key).signingKid();
    }

    /** The one block that RFC 8017 §9.2 allows for this hash. */
    private static boolean isPkcs1(byte[] block, byte[] hash) {
        byte[] sha256 = {
            0x30,
            0x31,
            0x30,
            0x0d,
            0x06,
            0x09,
            0x60,
            (byte) 0x86,
            0x48,
            0x01,
            0x65,
            0x03,
            0x04,
            0x02,
            0x01,
            0x05,
            0x00,
            0x04,
            0x20
        };
        byte[] right = new byte[block.length];
        Arrays.fill(right, 2, block.length - sha256.length - hash.length - 1, (byte) 0xff);
        right[1] = 1;
        System.arraycopy(sha256, 0, right, block.length - sha256.length - hash.length, sha256.length);
        System.arraycopy(hash, 0, right, block.length - hash.length, hash.length);
        return Arrays.equals(block, right);
    }

    private static boolean replace(byte[] block, byte[] from, byte[] to) {
        for (int at = 0; at + from.length <= block.length; at++) {
            if (Arrays.equals(block, at, at + from.length, from, 0, from.length)) {
                System.arraycopy(to, 0, block, at, to.length);
                return true;
            }
        }
        return false;
    }

    /** Without any padding of its own. */
    private static byte[] sign(byte[] block, RSAPrivateKey key) {
        BigInteger signature = new BigInteger(1, block).modPow(key.getPrivateExponent(), key.getModulus());
        return WycheproofVectors.fixed(signature, block.length);
    }

    private static byte[] sha256(String text) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII));
    }

    private static KeyPair keyPair(int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }
}
