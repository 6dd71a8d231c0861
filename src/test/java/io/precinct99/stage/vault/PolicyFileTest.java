package io.precinct99.stage.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFileTest {

    @Test
    void rulesAreReadInOrderAndCommentsSkipped() {
        var rules = PolicyFile.parse("""
                # a comment with "quotes" { and braces }
                path "secret/data/+/x" { // another
                  capabilities = ["create", "read",]
                }
                /* and
                   another */
                path "sys/*" { capabilities = ["deny"] }
                """);

        assertThat(rules)
                .containsExactly(
                        new PathRule("secret/data/+/x", Set.of(Capability.CREATE, Capability.READ)),
                        new PathRule("sys/*", Set.of(Capability.DENY)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "path \"a\" { capabilities = [\"fly\"] }",
                "path \"a\" { capabilities = [\"read\"]",
                "path \"a\" { capabilities = [\"read\"] min_wrapping_ttl = \"1s\" }",
                "path a { capabilities = [] }",
                "role \"a\" {}",
                "path \"a\" { capabilities = [\"read\" }"
            })
    void whatIsNotUnderstoodIsRefused(String text) {
        assertThatThrownBy(() -> PolicyFile.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thePolicyOfProductionIsUnderstood() {
        var policies = new SetupFiles(Path.of("src/setup/vault")).policies();
        var app = Set.of("precinct99");

        assertThat(policies.capabilities(app, "database/creds/precinct99-app")).containsExactly(Capability.READ);
        assertThat(policies.capabilities(app, "secret/data/github/u1"))
                .containsExactlyInAnyOrder(Capability.CREATE, Capability.READ, Capability.UPDATE);
        assertThat(policies.capabilities(app, "secret/data/other")).isEmpty();
        assertThat(policies.capabilities(app, "transit/keys/access-token/config"))
                .isEmpty();
    }
}
