package io.precinct99.stage.vault;

import java.util.Comparator;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One {@code path} block of a policy. {@code +} stands for one segment, a final {@code *} for any rest.
 *
 * <p>The order of {@link #PRIORITY} is OpenBao's: the later the first wildcard the stronger, then the rule without a
 * final star, then fewer plus signs, then the longer one.
 */
record PathRule(String path, Set<Capability> capabilities) {

    static final Comparator<PathRule> PRIORITY = Comparator.comparingInt(PathRule::firstWildcard)
            .thenComparing(rule -> !rule.path.endsWith("*"))
            .thenComparing(rule -> -rule.path.chars().filter(c -> c == '+').count())
            .thenComparingInt(rule -> rule.path.length())
            .thenComparing(PathRule::path);

    PathRule {
        capabilities = Set.copyOf(capabilities);
    }

    boolean matches(String requested) {
        var prefix = path.endsWith("*");
        var fixed = prefix ? path.substring(0, path.length() - 1) : path;
        if (!path.contains("+")) {
            return prefix ? requested.startsWith(fixed) : requested.equals(fixed);
        }
        var regex = new StringBuilder();
        for (var segment : fixed.split("/", -1)) {
            regex.append(regex.isEmpty() ? "" : "/").append(segment.equals("+") ? "[^/]+" : Pattern.quote(segment));
        }
        return Pattern.matches(regex + (prefix ? ".*" : ""), requested);
    }

    private int firstWildcard() {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '+' || (path.charAt(i) == '*' && i == path.length() - 1)) {
                return i;
            }
        }
        return Integer.MAX_VALUE;
    }
}
