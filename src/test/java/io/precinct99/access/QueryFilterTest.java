package io.precinct99.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.precinct99.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueryFilterTest {
    private final QueryFilter filter = new QueryFilter(Set.of("limit", "cursor"));

    @Test
    void knownParametersPass() {
        assertThatCode(() -> filter.filter(request(""))).doesNotThrowAnyException();
        assertThatCode(() -> filter.filter(request("limit=1&cursor=a"))).doesNotThrowAnyException();
    }

    @Test
    void unknownParameterIsMalformed() {
        assertRefused("limit=1&offset=2");
        assertRefused("Limit=1");
    }

    @Test
    void parameterSentTwiceIsMalformed() {
        assertRefused("limit=1&limit=1");
    }

    private void assertRefused(String query) {
        assertThatThrownBy(() -> filter.filter(request(query)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
    }

    private static ContainerRequestContext request(String query) {
        MultivaluedHashMap<String, String> parameters = new MultivaluedHashMap<>();
        for (String pair : query.split("&")) {
            parameters.add(pair.split("=")[0], pair);
        }
        UriInfo uri = fake(UriInfo.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "getRequestUri" -> URI.create("http://localhost/a" + (query.isEmpty() ? "" : "?" + query));
            case "getQueryParameters" -> parameters;
            default -> throw new UnsupportedOperationException(called.toString());
        });
        return fake(ContainerRequestContext.class, (proxy, called, arguments) -> uri);
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
