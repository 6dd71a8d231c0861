package io.precinct99.stage.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What came over the wire, the body read to its end. */
record HttpCall(
        String method,
        String path,
        Map<String, String> query,
        String token,
        String namespace,
        byte[] body,
        List<X509Certificate> peer) {

    private static final int BODY_CAP = 32 << 20;

    /** @throws Refusal with status 413 for a body above 32 MiB */
    static HttpCall read(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var bearer = headers.getOrDefault("Authorization", List.of("")).get(0);
        var token = headers.getFirst("X-Vault-Token");
        if (token == null) {
            token = bearer.startsWith("Bearer ") ? bearer.substring(7) : "";
        }
        var namespace = headers.getFirst("X-Vault-Namespace");
        return new HttpCall(
                exchange.getRequestMethod(),
                path(exchange),
                query(exchange.getRequestURI().getRawQuery()),
                token,
                namespace == null ? "" : namespace.replaceAll("^/|/$", ""),
                body(exchange),
                peer(exchange));
    }

    /** The path without {@code /v1/}; what is not under it is no path of the API. */
    static String path(HttpExchange exchange) {
        var path = exchange.getRequestURI().getPath();
        return path.startsWith("/v1/") ? path.substring(4) : path;
    }

    JsonObject json() {
        try {
            return body.length == 0 ? JsonValue.EMPTY_JSON_OBJECT : JsonText.parse(body);
        } catch (JsonException e) {
            throw Refusal.badRequest("error parsing JSON");
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        var in = exchange.getRequestBody();
        var body = in.readNBytes(BODY_CAP + 1);
        if (body.length <= BODY_CAP) {
            return body;
        }
        // Reading on, within reason, lets the client see the answer instead of a broken connection. Not with skip: on
        // the server's stream that jumps over the end of the body and waits for ever.
        var discarded = new byte[1 << 16];
        for (long left = 4L * BODY_CAP; left > 0 && in.read(discarded) >= 0; ) {
            left -= discarded.length;
        }
        throw new Refusal(413, "http: request body too large");
    }

    private static List<X509Certificate> peer(HttpExchange exchange) {
        try {
            return Arrays.stream(((HttpsExchange) exchange).getSSLSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }

    private static Map<String, String> query(String raw) {
        var values = new TreeMap<String, String>();
        for (var pair : raw == null ? new String[0] : raw.split("&")) {
            var parts = pair.split("=", 2);
            values.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return values;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
