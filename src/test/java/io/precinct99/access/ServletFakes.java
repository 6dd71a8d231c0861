package io.precinct99.access;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** As much of a servlet container as the edge filter meets. */
final class ServletFakes {
    private ServletFakes() {}

    static HttpServletRequest request(String method, String peer, Map<String, List<String>> headers) {
        Map<String, Object> attributes = new HashMap<>();
        return fake(HttpServletRequest.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "getMethod" -> method;
            case "getRemoteAddr" -> peer;
            case "getHeaders" -> Collections.enumeration(headers.getOrDefault((String) arguments[0], List.of()));
            case "getHeader" ->
                headers.getOrDefault((String) arguments[0], List.of()).stream()
                        .findFirst()
                        .orElse(null);
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            case "getAttribute" -> attributes.get((String) arguments[0]);
            default -> throw new UnsupportedOperationException(called.toString());
        });
    }

    /** What was answered. */
    static final class Answer {
        int status = 200;
        final Map<String, String> headers = new HashMap<>();
        final ByteArrayOutputStream body = new ByteArrayOutputStream();

        HttpServletResponse response() {
            return fake(HttpServletResponse.class, (proxy, called, arguments) -> {
                switch (called.getName()) {
                    case "setStatus" -> status = (Integer) arguments[0];
                    case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                    case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
                    case "getOutputStream" -> {
                        return stream();
                    }
                    case "resetBuffer", "setContentLength" -> body.reset();
                    default -> throw new UnsupportedOperationException(called.toString());
                }
                return null;
            });
        }

        private ServletOutputStream stream() {
            return new ServletOutputStream() {
                @Override
                public void write(int b) {
                    body.write(b);
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
