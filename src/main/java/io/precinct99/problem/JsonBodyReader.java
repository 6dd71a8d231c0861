package io.precinct99.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/**
 * Reads a {@link JsonBody} of at most 64 KiB. It takes every media type and refuses the wrong ones itself: a
 * {@code @Consumes} on the resource would answer 415 before anybody asked who is calling.
 */
@Provider
@ApplicationScoped
@Consumes(MediaType.WILDCARD)
public class JsonBodyReader implements MessageBodyReader<JsonBody> {
    static final int MAX_BYTES = 64 * 1024;

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == JsonBody.class;
    }

    @Override
    public JsonBody readFrom(
            Class<JsonBody> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        requireJson(headers, mediaType);
        // One that announces its size is refused before it is sent.
        byte[] json = announcedTooLarge(headers) ? null : body.readNBytes(MAX_BYTES + 1);
        if (json == null || json.length > MAX_BYTES) {
            throw Problem.tooLarge();
        }
        return new JsonBody(StrictJson.object(json));
    }

    /** @param mediaType what the headers name; anything when they name none */
    static void requireJson(MultivaluedMap<String, String> headers, MediaType mediaType) {
        if (headers.getFirst(HttpHeaders.CONTENT_TYPE) == null || !isJson(mediaType)) {
            throw Problem.unsupportedMediaType();
        }
        String charset = mediaType.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "utf-8");
        if (!charset.equalsIgnoreCase("utf-8")) {
            throw Problem.malformed("The body must be UTF-8.");
        }
    }

    /** To be compatible is not enough: a wildcard names no format. */
    private static boolean isJson(MediaType type) {
        return type.getType().equalsIgnoreCase("application")
                && type.getSubtype().equalsIgnoreCase("json");
    }

    static boolean announcedTooLarge(MultivaluedMap<String, String> headers) {
        String length = headers.getFirst(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.matches("[0-9]{1,18}") && Long.parseLong(length) > MAX_BYTES;
    }
}
