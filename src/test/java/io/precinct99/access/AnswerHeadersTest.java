package io.precinct99.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerHeadersTest {
    private final Limits limits = new Limits(Map.of(Limit.CALLER, new Quota(3, Duration.ofMinutes(1))), () -> 0);
    private final Map<String, Object> properties = new HashMap<>();
    private final MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();

    private final ContainerRequestContext request =
            fake(ContainerRequestContext.class, (method, arguments) -> switch (method) {
                case "getProperty" -> properties.get((String) arguments[0]);
                case "setProperty" -> properties.put((String) arguments[0], arguments[1]);
                default -> throw new UnsupportedOperationException(method);
            });

    private final ContainerResponseContext response =
            fake(ContainerResponseContext.class, (method, arguments) -> headers);

    @Test
    void answerSaysWhatIsLeft() {
        RequestLimits.take(request, limits, Limit.CALLER, "jake");
        new AnswerHeaders().filter(request, response);
        assertThat(headers.getFirst("RateLimit-Policy")).isEqualTo("\"caller\";q=3;w=60");
        assertThat(headers.getFirst("RateLimit")).isEqualTo("\"caller\";r=2;t=60");
        assertThat(headers.getFirst("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void whatTheAnswerBringsStays() {
        RequestLimits.take(request, limits, Limit.CALLER, "jake");
        headers.putSingle("RateLimit-Policy", "\"rotation\";q=1;w=5");
        headers.putSingle("RateLimit", "\"rotation\";r=0;t=4");
        new AnswerHeaders().filter(request, response);
        assertThat(headers.get("RateLimit-Policy")).containsExactly("\"rotation\";q=1;w=5");
        assertThat(headers.get("RateLimit")).containsExactly("\"rotation\";r=0;t=4");
    }

    private interface Call {
        Object answer(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, called, arguments) -> call.answer(called.getName(), arguments)));
    }
}
