package io.precinct99.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;

/** Refuses what {@link JsonBodyReader} would, short of parsing it. No body at all, or an empty one, is as good. */
record UnreadBody() implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        String length = request.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH);
        InputStream body = request.getEntityStream();
        // One that announces its size is not read; of others only reading tells.
        if (length == null ? body.read() < 0 : length.matches("0+")) {
            return;
        }
        JsonBodyReader.requireJson(request.getHeaders(), request.getMediaType());
        boolean tooLarge = length == null
                ? body.readNBytes(JsonBodyReader.MAX_BYTES).length == JsonBodyReader.MAX_BYTES
                : JsonBodyReader.announcedTooLarge(request.getHeaders());
        if (tooLarge) {
            throw Problem.tooLarge();
        }
    }
}
