package io.precinct99.stage.vault;

import java.util.Base64;
import java.util.Map;

/**
 * How a signature is made and written, from the members of a sign or verify request.
 *
 * @param hash JCA name of the digest
 * @param prehashed the input is the digest already
 * @param pss RSASSA-PSS instead of PKCS #1 v1.5
 * @param saltOfHashLength salt as long as the digest instead of as long as fits
 * @param jws raw r‖s and base64url, as JOSE wants it, instead of DER and base64
 */
record SignatureForm(String hash, boolean prehashed, boolean pss, boolean saltOfHashLength, boolean jws) {

    private static final Map<String, String> HASHES =
            Map.of("sha2-256", "SHA-256", "sha2-384", "SHA-384", "sha2-512", "SHA-512");

    static SignatureForm of(Call call) {
        var inPath = call.variable("hash");
        var hash = inPath != null ? inPath : call.text("hash_algorithm", "sha2-256");
        if (!HASHES.containsKey(hash)) {
            throw Refusal.badRequest("invalid hash algorithm \"" + hash + "\"");
        }
        return new SignatureForm(
                HASHES.get(hash),
                call.flag("prehashed", false),
                oneOf(call, "signature_algorithm", "pss", "pkcs1v15").equals("pss"),
                oneOf(call, "salt_length", "auto", "hash").equals("hash"),
                oneOf(call, "marshaling_algorithm", "asn1", "jws").equals("jws"));
    }

    String write(byte[] signature) {
        return jws
                ? Base64.getUrlEncoder().withoutPadding().encodeToString(signature)
                : Base64.getEncoder().encodeToString(signature);
    }

    byte[] read(String signature) {
        return jws
                ? Base64.getUrlDecoder().decode(signature)
                : Base64.getDecoder().decode(signature);
    }

    private static String oneOf(Call call, String member, String usual, String other) {
        var value = call.text(member, usual);
        if (!value.equals(usual) && !value.equals(other)) {
            throw Refusal.badRequest("unsupported " + member);
        }
        return value;
    }
}
