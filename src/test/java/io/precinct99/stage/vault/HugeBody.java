package io.precinct99.stage.vault;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A JSON answer of 320 MB in chunks, ended only by a client that hangs up. */
final class HugeBody {

    private static final int CHUNKS = 320;
    private static final int CHUNK_BYTES = 1 << 20;

    void sendTo(HttpExchange exchange) {
        var chunk = new byte[CHUNK_BYTES];
        Arrays.fill(chunk, (byte) 'a');
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                out.write("{\"data\":{\"filler\":\"".getBytes(StandardCharsets.US_ASCII));
                for (int i = 0; i < CHUNKS; i++) {
                    out.write(chunk);
                }
                out.write("\"}}".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The client had enough, as it should.
        }
    }
}
