package io.precinct99.operations;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbeServletTest {
    private static final Check SPIRE = () -> new Finding.Up(Map.of("spiffe_id", "spiffe://a/b"));
    private static final Check AWAY = () -> new Finding.Down(true, "The vault is sealed; unseal it.");
    private static final Check VAULT = () -> new Finding.Up(Map.of("expires_in_seconds", 60L));
    private final StopNotice stop = new StopNotice(Duration.ZERO);
    private final Map<String, String> headers = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status = 200;

    @Test
    void readyHoldsTheChecksInTheirOrder() throws Exception {
        get("/ready", SPIRE, VAULT);
        assertThat(status).isEqualTo(200);
        assertThat(body.toString())
                .isEqualTo("{\"status\":\"UP\",\"checks\":["
                        + "{\"name\":\"spire\",\"status\":\"UP\",\"data\":{\"spiffe_id\":\"spiffe://a/b\"}},"
                        + "{\"name\":\"vault\",\"status\":\"UP\",\"data\":{\"expires_in_seconds\":60}}]}");
        assertThat(headers).containsEntry("Content-Type", "application/json").doesNotContainKey("Retry-After");
    }

    @Test
    void notReadyIsA503ThatSaysWhenToComeBack() throws Exception {
        get("/ready", SPIRE, AWAY);
        assertThat(status).isEqualTo(503);
        assertThat(headers).containsEntry("Retry-After", "2").containsEntry("Content-Type", "application/json");
        assertThat(body.toString())
                .startsWith("{\"status\":\"DOWN\"")
                .contains("{\"name\":\"vault\",\"status\":\"DOWN\"}");
    }

    @Test
    void whoIsAboutToStopIsNotReadyButAlive() throws Exception {
        stop.give();
        get("/ready", SPIRE, VAULT);
        assertThat(status).isEqualTo(503);
        assertThat(headers).containsEntry("Retry-After", "2");
        get("/live", SPIRE, VAULT);
        assertThat(body.toString()).endsWith("{\"status\":\"UP\",\"checks\":[]}");
    }

    @Test
    void livenessAsksNobody() throws Exception {
        Check asked = () -> {
            throw new AssertionError("asked");
        };
        get("/live", asked, asked);
        assertThat(status).isEqualTo(200);
        assertThat(body.toString()).isEqualTo("{\"status\":\"UP\",\"checks\":[]}");
    }

    @Test
    void everythingElseIsNotFound() throws Exception {
        get("/ready/vault", SPIRE, AWAY);
        assertThat(status).isEqualTo(404);
    }

    @Test
    void onlyReadingIsAllowed() throws Exception {
        call("POST", null, SPIRE, AWAY);
        assertThat(status).isEqualTo(405);
        assertThat(headers).containsEntry("Allow", "GET, HEAD, OPTIONS");
    }

    private void get(String path, Check spire, Check vault) throws Exception {
        call("GET", path, spire, vault);
    }

    private void call(String method, String path, Check spire, Check vault) throws Exception {
        ProbeServlet servlet = new ProbeServlet();
        servlet.use(new Readiness(Map.of(Part.SPIRE, spire, Part.VAULT, vault), stop));
        servlet.service(
                fake(HttpServletRequest.class, (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getPathInfo" -> path;
                    default -> null;
                }),
                fake(HttpServletResponse.class, (proxy, called, arguments) -> {
                    switch (called.getName()) {
                        case "setStatus" -> status = (Integer) arguments[0];
                        case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                        case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
                        default -> {}
                    }
                    return called.getReturnType() == ServletOutputStream.class ? stream() : null;
                }));
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
            public void setWriteListener(WriteListener listener) {}
        };
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
