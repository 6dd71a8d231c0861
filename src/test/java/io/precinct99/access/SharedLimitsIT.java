package io.precinct99.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.Api;
import io.precinct99.Replicas;
import io.precinct99.stage.Stage;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Replicas that count together in PostgreSQL. */
@Tag("embedded") // PostgreSQL decides, and it is the real one there too
class SharedLimitsIT {
    private static final int QUOTA = 6;

    @Test
    void replicasShareAQuota() throws Exception {
        Map<String, String> settings = Map.of(
                "PRECINCT99_RATE_LIMIT_STORE", "postgresql", "PRECINCT99_RATE_LIMIT_LOGIN_NAME", QUOTA + "/PT1H");
        try (Replicas replicas = Replicas.start("shared-limits", Stage.current(), settings)) {
            String name = Api.freshName();
            replicas.one().register(name);
            AtomicInteger granted = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            IntStream.range(0, 4 * QUOTA).parallel().forEach(i -> {
                int status = logIn(i % 2 == 0 ? replicas.one() : replicas.other(), name);
                (status == 429 ? refused : granted).incrementAndGet();
            });
            assertThat(granted).hasValue(QUOTA);
            assertThat(refused).hasValue(3 * QUOTA);

            HttpResponse<String> next = replicas.other().tryLogIn(name, Api.PASSWORD);
            assertThat(next.statusCode()).isEqualTo(429);
            assertThat(next.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(3500L, 3600L);
            assertThat(next.headers().firstValue("RateLimit").orElse("")).containsPattern("\"login-name\";r=0;t=3[56]");
        }
    }

    private static int logIn(Api replica, String name) {
        try {
            return replica.tryLogIn(name, Api.PASSWORD).statusCode();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
