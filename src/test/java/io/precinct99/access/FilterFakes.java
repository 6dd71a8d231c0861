package io.precinct99.access;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** As much of JAX-RS as filters that count meet: a request of nobody, and the headers of its answer. */
final class FilterFakes {
    private final Map<String, Object> properties = new HashMap<>();
    final MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();

    final ContainerRequestContext request = fake(ContainerRequestContext.class, (method, arguments) -> switch (method) {
        case "getProperty" -> properties.get((String) arguments[0]);
        case "setProperty" -> properties.put((String) arguments[0], arguments[1]);
        case "getSecurityContext" -> null;
        default -> throw new UnsupportedOperationException(method);
    });

    final ContainerResponseContext response = fake(ContainerResponseContext.class, (method, arguments) -> {
        if (method.equals("getHeaders")) {
            return headers;
        }
        throw new UnsupportedOperationException(method);
    });

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
