package io.precinct99.stage.vault;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The named policies and the decision about one path. */
final class Policies {

    /** Of OpenBao's default policy, the part that concerns the caller's own token. */
    private static final List<PathRule> DEFAULT = PolicyFile.parse("""
            path "auth/token/lookup-self" { capabilities = ["read"] }
            path "auth/token/renew-self" { capabilities = ["update"] }
            path "auth/token/revoke-self" { capabilities = ["update"] }
            """);

    private final Map<String, List<PathRule>> named;

    Policies(Map<String, List<PathRule>> named) {
        this.named = Map.copyOf(named);
    }

    boolean allows(Token token, String path, Set<Capability> needed) {
        return token.isRoot() || capabilities(token.policies(), path).containsAll(needed);
    }

    /** What the strongest matching rule grants, joined over policies that hold it; nothing where one denies. */
    Set<Capability> capabilities(Collection<String> policies, String path) {
        var matching = policies.stream()
                .flatMap(policy -> rules(policy).stream())
                .filter(rule -> rule.matches(path))
                .toList();
        var granted = EnumSet.noneOf(Capability.class);
        matching.stream()
                .max(PathRule.PRIORITY)
                .ifPresent(strongest -> matching.stream()
                        .filter(rule -> rule.path().equals(strongest.path()))
                        .forEach(rule -> granted.addAll(rule.capabilities())));
        return granted.contains(Capability.DENY) ? Set.of() : granted;
    }

    private List<PathRule> rules(String policy) {
        return policy.equals("default") ? DEFAULT : named.getOrDefault(policy, List.of());
    }
}
