package io.precinct99.problem;

import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads JSON one way only: UTF-8 without BOM, one object, no key twice, at most 32 deep. Anything else is a 400. */
public final class StrictJson {
    static final int MAX_DEPTH = 32;
    /** RFC 8259, section 2. */
    private static final String WHITE_SPACE = " \t\n\r";

    private static final JsonReaderFactory READERS =
            Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

    private StrictJson() {}

    public static JsonObject object(byte[] json) {
        String text = decode(json);
        refuseShape(text);
        try (var reader = READERS.createReader(new StringReader(text))) {
            if (reader.readValue() instanceof JsonObject object) {
                return object;
            }
        } catch (RuntimeException refused) {
            // Not JsonException alone: of a number that it cannot compute with the parser says whatever comes to its
            // mind.
            throw Problem.malformed("The body is not valid JSON, or a member occurs twice.");
        }
        throw Problem.malformed("The body must be a JSON object.");
    }

    private static String decode(byte[] json) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            if (!text.startsWith("\uFEFF")) {
                return text;
            }
        } catch (CharacterCodingException notUtf8) {
            // refused below
        }
        throw Problem.malformed("The body must be UTF-8 without a byte order mark.");
    }

    /**
     * Before parsing, because parsers recurse and stop reading where the first value ends. Brackets within strings do not
     * count.
     */
    private static void refuseShape(String text) {
        int depth = 0;
        boolean quoted = false;
        boolean closed = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (closed && WHITE_SPACE.indexOf(c) < 0) {
                throw Problem.malformed("The body must be one JSON object and nothing else.");
            }
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted) {
                i += c == '\\' ? 1 : 0;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
                closed = depth == 0;
            }
            if (depth > MAX_DEPTH) {
                throw Problem.malformed("The body is nested too deeply.");
            }
        }
    }
}
