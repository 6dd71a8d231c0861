package io.precinct99.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.precinct99.problem.Problem;
import io.precinct99.problem.StrictJson;
import jakarta.json.JsonObject;
import java.util.Base64;

/** A compact JWS taken apart, not yet believed. Only canonical base64url without padding is read (RFC 7515 §2). */
record TokenText(JsonObject header, JsonObject claims, byte[] signed, byte[] signature) {
    static final int MAX_LENGTH = 8 * 1024;
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /** @throws Problem 401 for anything that is not three well-formed parts */
    static TokenText parse(String token) {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (token.length() > MAX_LENGTH || first < 1 || second < 0 || token.indexOf('.', second + 1) >= 0) {
            throw Problem.invalidToken();
        }
        try {
            return new TokenText(
                    StrictJson.object(decode(token.substring(0, first))),
                    StrictJson.object(decode(token.substring(first + 1, second))),
                    token.substring(0, second).getBytes(US_ASCII),
                    decode(token.substring(second + 1)));
        } catch (Problem | IllegalArgumentException malformed) {
            throw Problem.invalidToken();
        }
    }

    /** The JDK's decoder accepts padding and stray last bits; writing the bytes again shows them. */
    private static byte[] decode(String part) {
        byte[] bytes = DECODER.decode(part);
        if (!ENCODER.encodeToString(bytes).equals(part)) {
            throw new IllegalArgumentException("not canonical");
        }
        return bytes;
    }
}
