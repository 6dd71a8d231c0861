package io.precinct99.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class JsonBodyReaderTest {
    private static final MediaType JSON = MediaType.APPLICATION_JSON_TYPE;

    @Test
    void jsonIsRead() throws IOException {
        assertThat(read(JSON, "{\"a\":\"b\"}").text("a", Function.identity())).isEqualTo("b");
        assertThat(read(charset("UTF-8"), "{\"a\":\"b\"}").text("a", Function.identity()))
                .isEqualTo("b");
    }

    @Test
    void otherAndMissingContentTypesAreUnsupported() {
        assertThat(refusal(MediaType.TEXT_PLAIN_TYPE, "{}")).isEqualTo(415);
        assertThat(refusal(MediaType.APPLICATION_FORM_URLENCODED_TYPE, "{}")).isEqualTo(415);
        assertThat(refusal(MediaType.WILDCARD_TYPE, "{}")).isEqualTo(415);
        assertThat(refusal(null, "{}")).isEqualTo(415);
    }

    @Test
    void otherCharsetsAreMalformed() {
        assertThat(refusal(charset("utf-7"), "{}")).isEqualTo(400);
        assertThat(refusal(charset("UTF-16"), "{}")).isEqualTo(400);
    }

    @Test
    void bodyOver64KibIsTooLarge() throws IOException {
        String fits = "{\"a\":\"" + "x".repeat(64 * 1024 - 8) + "\"}";
        assertThat(read(JSON, fits)).isNotNull();
        assertThat(refusal(JSON, fits + " ")).isEqualTo(413);
    }

    private static MediaType charset(String charset) {
        return new MediaType("application", "json", Map.of("charset", charset));
    }

    private static int refusal(MediaType type, String body) {
        return Problems.thrownBy(() -> read(type, body)).status();
    }

    private static JsonBody read(MediaType type, String body) throws IOException {
        var headers = new MultivaluedHashMap<String, String>();
        if (type != null) {
            headers.putSingle("Content-Type", type.getType() + "/" + type.getSubtype());
        }
        return new JsonBodyReader()
                .readFrom(
                        JsonBody.class,
                        JsonBody.class,
                        new Annotation[0],
                        type == null ? MediaType.APPLICATION_OCTET_STREAM_TYPE : type,
                        headers,
                        new ByteArrayInputStream(body.getBytes(UTF_8)));
    }
}
