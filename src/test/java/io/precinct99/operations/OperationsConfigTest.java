package io.precinct99.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.problem.ConfigErrors;
import io.precinct99.problem.MapConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsConfigTest {
    private static final String NETWORKS = "precinct99.operations.networks";
    private static final String TARGETS = "precinct99.operations.blocked-targets";
    private static final String STOP_DELAY = "precinct99.operations.stop-delay";
    private final ConfigErrors errors = new ConfigErrors();

    @Test
    void onlyLoopbackMayReadTheMetricsByDefault() {
        OperationsConfig config = OperationsConfig.from(MapConfig.of(), errors);
        errors.check();
        assertThat(config.admits("127.0.0.1")).isTrue();
        assertThat(config.admits("::1")).isTrue();
        assertThat(config.admits("0:0:0:0:0:0:0:1")).isTrue();
        assertThat(config.admits("10.0.0.1")).isFalse();
        assertThat(config.admits("unknown")).isFalse();
    }

    @Test
    void configuredNetworksReplaceTheDefault() {
        OperationsConfig config = OperationsConfig.from(MapConfig.of(NETWORKS, "10.1.0.0/16, fd00::/8"), errors);
        errors.check();
        assertThat(config.admits("10.1.2.3")).isTrue();
        assertThat(config.admits("fd12::1")).isTrue();
        assertThat(config.admits("127.0.0.1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prometheus.internal", "10.0.0.0/33", "any"})
    void badNetworkIsRefusedByName(String value) {
        OperationsConfig config = OperationsConfig.from(MapConfig.of(NETWORKS, value), errors);
        assertThat(errors.all()).singleElement().asString().startsWith(NETWORKS + ": ");
        assertThat(config.admits("127.0.0.1")).isFalse();
    }

    @Test
    void serverStopsAtOnceByDefault() {
        assertThat(OperationsConfig.from(MapConfig.of(), errors).stopDelay()).isEqualTo(Duration.ZERO);
        assertThat(OperationsConfig.from(MapConfig.of(STOP_DELAY, "PT3S"), errors)
                        .stopDelay())
                .isEqualTo(Duration.ofSeconds(3));
        errors.check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "PT-1S", "PT5M1S"})
    void badStopDelayIsRefusedByName(String value) {
        OperationsConfig.from(MapConfig.of(STOP_DELAY, value), errors);
        assertThat(errors.all()).singleElement().asString().startsWith(STOP_DELAY + ": ");
    }

    @Test
    void blockedTargetsAreInTheClusterByDefault() {
        OperationsConfig config = OperationsConfig.from(MapConfig.of(), errors);
        errors.check();
        assertThat(config.blockedTargets())
                .extracting(Target::toString)
                .containsExactly("kubernetes.default.svc:443", "spire-server.spire-system.svc:8081");
    }

    @Test
    void configuredTargetsReplaceTheDefault() {
        OperationsConfig config =
                OperationsConfig.from(MapConfig.of(TARGETS, "db.other.svc:5432, [fd00::1]:443 ,10.0.0.1:22"), errors);
        errors.check();
        assertThat(config.blockedTargets())
                .containsExactly(
                        new Target("db.other.svc", 5432), new Target("[fd00::1]", 443), new Target("10.0.0.1", 22));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host",
                "host:0",
                "host:65536",
                "host:",
                ":1",
                "http://host:1",
                "a b:1",
                "a:1,b:2,c:3,d:4,e:5,f:6,g:7,h:8,i:9"
            })
    void badTargetIsRefusedByName(String value) {
        OperationsConfig.from(MapConfig.of(TARGETS, value), errors);
        assertThat(errors.all()).singleElement().asString().startsWith(TARGETS + ": ");
    }
}
