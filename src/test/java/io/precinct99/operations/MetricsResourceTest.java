package io.precinct99.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.precinct99.access.AddressRange;
import io.precinct99.problem.Problem;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsResourceTest {
    private final MetricsResource metrics = new MetricsResource(
            new PrometheusRegistry(),
            new OperationsConfig(List.of(AddressRange.parse("127.0.0.0/8")), List.of(), Duration.ZERO));

    @Test
    void addressesOutsideTheOperationsNetworksAreForbidden() {
        assertThatThrownBy(() -> metrics.metrics(from("10.0.0.1"), null))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(403));
    }

    private static HttpServletRequest from(String address) {
        Class<HttpServletRequest> type = HttpServletRequest.class;
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, called, arguments) -> called.getName().equals("getRemoteAddr") ? address : null));
    }
}
