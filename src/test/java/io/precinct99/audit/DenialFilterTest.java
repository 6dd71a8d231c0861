package io.precinct99.audit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.container.ContainerResponseContext;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without a request behind it, writing a row fails, and that is how these tests see it tried. */
class DenialFilterTest {
    private final DenialFilter filter = new DenialFilter();

    @ParameterizedTest
    @CsvSource({
        "200,",
        "400,",
        "404,",
        "409,",
        "429,",
        "503,",
        "401,",
        "401, 'Bearer realm=\"precinct99\"'",
        "401, 'Basic realm=\"precinct99\"'",
        "429, 'Bearer error=\"invalid_token\"'"
    })
    void whatDeniesNobodyLeavesNoRow(int status, String challenge) {
        assertThatCode(() -> filter.filter(null, response(status, challenge))).doesNotThrowAnyException();
    }

    @Test
    void denialsAreWritten() {
        assertThatThrownBy(() -> filter.filter(null, response(403, null))).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() ->
                        filter.filter(null, response(401, "Bearer realm=\"precinct99\", error=\"invalid_token\"")))
                .isInstanceOf(NullPointerException.class);
    }

    private static ContainerResponseContext response(int status, String challenge) {
        return (ContainerResponseContext) Proxy.newProxyInstance(
                DenialFilterTest.class.getClassLoader(),
                new Class<?>[] {ContainerResponseContext.class},
                (proxy, method, arguments) -> method.getName().equals("getStatus") ? (Object) status : challenge);
    }
}
