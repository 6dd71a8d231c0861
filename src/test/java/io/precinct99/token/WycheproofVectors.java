package io.precinct99.token;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The JWS vectors of Project Wycheproof (wycheproof-jws.NOTICE). */
final class WycheproofVectors {
    private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();

    /** @param key null for keys that are not RSA */
    record Vector(int id, String group, String comment, String jws, boolean valid, RSAPublicKey key) {
        byte[] signature() {
            return BASE64.decode(jws.substring(jws.lastIndexOf('.') + 1));
        }

        String signed() {
            return jws.substring(0, jws.lastIndexOf('.'));
        }

        /** Three parts, the last one a signature of the length that the key makes. */
        boolean isSigned() {
            return jws.chars().filter(c -> c == '.').count() == 2
                    && signature().length == (key.getModulus().bitLength() + 7) / 8;
        }

        /** What the signature holds under the key: padding, names of algorithms, a hash, or a mistake. */
        byte[] encodedMessage() {
            BigInteger message = new BigInteger(1, signature()).modPow(key.getPublicExponent(), key.getModulus());
            return fixed(message, signature().length);
        }

        @Override
        public String toString() {
            return id + " " + group + " " + comment;
        }
    }

    private WycheproofVectors() {}

    static List<Vector> all() throws IOException {
        List<Vector> vectors = new ArrayList<>();
        try (InputStream file = WycheproofVectors.class.getResourceAsStream("wycheproof-jws.json");
                var reader = Json.createReader(file)) {
            for (JsonObject group :
                    reader.readObject().getJsonArray("testGroups").getValuesAs(JsonObject.class)) {
                RSAPublicKey key = group.containsKey("public") ? key(group.getJsonObject("public")) : null;
                for (JsonObject test : group.getJsonArray("tests").getValuesAs(JsonObject.class)) {
                    vectors.add(new Vector(
                            test.getInt("tcId"),
                            group.getString("comment"),
                            test.getString("comment"),
                            test.getString("jws"),
                            test.getString("result").equals("valid"),
                            key));
                }
            }
        }
        return vectors;
    }

    /** A number as so many bytes, big-endian; it fits. */
    static byte[] fixed(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[length];
        int skipped = Math.max(0, bytes.length - length); // a sign byte
        System.arraycopy(bytes, skipped, fixed, length - (bytes.length - skipped), bytes.length - skipped);
        return fixed;
    }

    private static RSAPublicKey key(JsonObject jwk) {
        try {
            return (RSAPublicKey) KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static BigInteger number(JsonObject jwk, String member) {
        return new BigInteger(1, BASE64.decode(jwk.getString(member)));
    }
}
