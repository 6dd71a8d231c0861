package io.precinct99.stage.vault;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The {@code token_…} members of an auth role: what a log-in with it is given. */
record TokenGrant(List<String> policies, Duration setupTtl, Duration setupMaxTtl, Supplier<Ttls> overrides) {

    /** What OpenBao gives where neither role nor mount says otherwise. */
    private static final Duration SYSTEM_TTL = Duration.ofHours(768);

    static TokenGrant of(JsonObject role, Supplier<Ttls> overrides) {
        var policies = new ArrayList<String>();
        if (!role.getBoolean("token_no_default_policy", false)) {
            policies.add("default");
        }
        policies.addAll(JsonText.strings(role, "token_policies"));
        return new TokenGrant(
                List.copyOf(policies), Ttl.in(role, "token_ttl"), Ttl.in(role, "token_max_ttl"), overrides);
    }

    Duration maxTtl() {
        return overrides.get().tokenMax().orElse(setupMaxTtl.isZero() ? SYSTEM_TTL : setupMaxTtl);
    }

    Duration ttl() {
        return Ttl.shorter(overrides.get().token().orElse(setupTtl.isZero() ? SYSTEM_TTL : setupTtl), maxTtl());
    }
}
