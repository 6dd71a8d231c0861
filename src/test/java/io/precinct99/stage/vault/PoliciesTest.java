package io.precinct99.stage.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PoliciesTest {

    @Test
    void aStarMatchesAnyRestAndAPlusOneSegment() {
        assertThat(allowed("path \"a/*\" { capabilities = [\"read\"] }", "a/b/c"))
                .containsExactly(Capability.READ);
        assertThat(allowed("path \"a/*\" { capabilities = [\"read\"] }", "a")).isEmpty();
        assertThat(allowed("path \"a/+/c\" { capabilities = [\"read\"] }", "a/b/c"))
                .containsExactly(Capability.READ);
        assertThat(allowed("path \"a/+/c\" { capabilities = [\"read\"] }", "a/b/b/c"))
                .isEmpty();
        assertThat(allowed("path \"a/+/c*\" { capabilities = [\"read\"] }", "a/b/cd/e"))
                .containsExactly(Capability.READ);
    }

    @Test
    void theMostSpecificRuleDecidesAlone() {
        var text = """
                path "a/*" { capabilities = ["read", "update"] }
                path "a/+/c" { capabilities = ["delete"] }
                path "a/b/c" { capabilities = ["list"] }
                path "a/b/*" { capabilities = ["create"] }
                """;

        assertThat(allowed(text, "a/b/c")).containsExactly(Capability.LIST);
        assertThat(allowed(text, "a/b/d")).containsExactly(Capability.CREATE);
        assertThat(allowed(text, "a/x/c")).containsExactly(Capability.DELETE);
        assertThat(allowed(text, "a/x")).containsExactlyInAnyOrder(Capability.READ, Capability.UPDATE);
    }

    @Test
    void equalRulesOfSeveralPoliciesAddUpAndDenyWins() {
        var policies = new Policies(Map.of(
                "r", PolicyFile.parse("path \"a\" { capabilities = [\"read\"] }"),
                "u", PolicyFile.parse("path \"a\" { capabilities = [\"update\"] }"),
                "d", PolicyFile.parse("path \"a\" { capabilities = [\"deny\"] }")));

        assertThat(policies.capabilities(List.of("r", "u"), "a"))
                .containsExactlyInAnyOrder(Capability.READ, Capability.UPDATE);
        assertThat(policies.capabilities(List.of("r", "d"), "a")).isEmpty();
        assertThat(policies.capabilities(List.of("unknown"), "a")).isEmpty();
    }

    private static Set<Capability> allowed(String policy, String path) {
        return new Policies(Map.of("p", PolicyFile.parse(policy))).capabilities(List.of("p"), path);
    }
}
