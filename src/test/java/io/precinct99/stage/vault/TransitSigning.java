package io.precinct99.stage.vault;

import jakarta.json.Json;
import java.util.Base64;
import java.util.regex.Pattern;

/** {@code transit/sign/…} and {@code transit/verify/…}. */
final class TransitSigning {

    private static final Pattern SIGNATURE = Pattern.compile("vault:v(\\d{1,6}):(.+)");

    private final TransitKeys keys;

    TransitSigning(TransitKeys keys) {
        this.keys = keys;
    }

    void addTo(Routes routes) {
        routes.write("transit/sign/{name}", this::sign);
        routes.write("transit/sign/{name}/{hash}", this::sign);
        routes.write("transit/verify/{name}", this::verify);
        routes.write("transit/verify/{name}/{hash}", this::verify);
    }

    private Answer sign(Call call) {
        var key = key(call);
        var form = SignatureForm.of(call);
        var input = input(call);
        var wanted = call.number("key_version", 0);
        var version = wanted == 0
                ? key.latest()
                : key.version(wanted)
                        .orElseThrow(() -> Refusal.badRequest("requested version for signing is not usable"));
        var signature = new TransitSignature(key.kind(), version.keys(), form).sign(input);
        return Answer.data(Json.createObjectBuilder()
                .add("signature", "vault:v" + version.number() + ":" + form.write(signature))
                .add("key_version", version.number()));
    }

    private Answer verify(Call call) {
        var key = key(call);
        var form = SignatureForm.of(call);
        var signature = SIGNATURE.matcher(call.required("signature"));
        if (!signature.matches()) {
            throw Refusal.badRequest("invalid signature: no prefix");
        }
        var version = key.version(Integer.parseInt(signature.group(1)))
                .orElseThrow(() -> Refusal.badRequest("signature version is disallowed by policy"));
        var signed = form.read(signature.group(2));
        var valid = new TransitSignature(key.kind(), version.keys(), form).verify(input(call), signed);
        return Answer.data(Json.createObjectBuilder().add("valid", valid));
    }

    private TransitKey key(Call call) {
        try {
            return keys.key(call);
        } catch (Refusal absent) {
            throw Refusal.badRequest("signing key not found");
        }
    }

    private static byte[] input(Call call) {
        try {
            return Base64.getDecoder().decode(call.required("input"));
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("unable to decode input as base64");
        }
    }
}
