package io.precinct99.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Alerts on the growth of a counter see its first event. Prometheus does not count how a series grows to its first value: one
 * that is born with the event grew by nothing, so each has to be there before, at 0.
 */
class FirstEventTest {
    private static final Pattern GROWTH =
            Pattern.compile("(?:increase|rate)\\((precinct99_\\w+_total)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)(!?=)\"([^\"]*)\"");
    private static final Pattern KIND_OF_CALL = Pattern.compile("VaultRequest(?:\\.\\w+)?\\(\\s*\"([a-z_]+)\"");

    @Test
    void whatAnAlertCountsIsThereFromTheStart() {
        assertThat(growths().toList())
                .hasSizeGreaterThan(5)
                .allSatisfy(growth -> assertThat(
                                NewbornCounters.of(growth.group(1)).filter(labels -> matches(labels, growth.group(2))))
                        .as(growth.group())
                        .isNotEmpty());
    }

    @Test
    void everyKindOfCallToTheVaultIsThereWithEveryOutcome() {
        Set<String> kinds = Repository.AS_IT_IS.inCode(KIND_OF_CALL);
        assertThat(kinds).hasSizeGreaterThan(8);
        assertThat(NewbornCounters.values("precinct99_vault_calls_total", "kind"))
                .isEqualTo(kinds);
        assertThat(NewbornCounters.of("precinct99_vault_calls_total")).hasSize(kinds.size() * 4);
    }

    @Test
    void everyVerdictAndEveryEndOfARotationIsThere() {
        assertThat(NewbornCounters.values("precinct99_login_suspicions_total", "verdict"))
                .containsExactly("alive", "revoked", "unknown");
        assertThat(NewbornCounters.values("precinct99_rotations_total", "outcome"))
                .containsExactly("aborted", "failed", "succeeded");
        assertThat(NewbornCounters.of("precinct99_rotations_total")).hasSize(4 * 3);
    }

    private static Stream<MatchResult> growths() {
        return Manifests.of(Repository.AS_IT_IS).one("PrometheusRule", "precinct99").tree().findValues("expr").stream()
                .map(JsonNode::asText)
                .flatMap(expression -> GROWTH.matcher(expression).results());
    }

    private static boolean matches(Labels labels, String matchers) {
        return matchers == null
                || MATCHER.matcher(matchers)
                        .results()
                        .allMatch(each -> each.group(3).equals(labels.get(each.group(1)))
                                == each.group(2).equals("="));
    }
}
