package io.precinct99.stage.vault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Fetches the JWK set over https with a deadline of two seconds. */
final class RemoteJwtKeys implements JwtKeys {

    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final URI jwksUrl;
    private final HttpClient client;

    RemoteJwtKeys(URI jwksUrl, String caPem) {
        this.jwksUrl = jwksUrl;
        this.client = HttpClient.newBuilder()
                .sslContext(TrustedCa.context(caPem))
                .connectTimeout(DEADLINE)
                .build();
    }

    @Override
    public String jwks() throws IOException {
        try {
            var answer = client.send(
                    HttpRequest.newBuilder(jwksUrl).timeout(DEADLINE).build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("the key set was answered with status " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while fetching the key set", e);
        }
    }
}
