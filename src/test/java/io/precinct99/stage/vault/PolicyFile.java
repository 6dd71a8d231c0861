package io.precinct99.stage.vault;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parser of the policy language, as far as {@code path "…" { capabilities = […] }} and comments.
 *
 * <p>Anything else is refused: a rule that production understands and the stage ignores would be worse.
 */
final class PolicyFile {

    private static final Pattern TOKEN = Pattern.compile(
            "\\s+|#[^\\n]*|//[^\\n]*|(?s:/\\*.*?\\*/)|(?<token>\"(?:[^\"\\\\\\n]|\\\\.)*\"|[A-Za-z_]+|[{}\\[\\]=,])");

    private final List<String> tokens;
    private int next;

    private PolicyFile(List<String> tokens) {
        this.tokens = tokens;
    }

    /** @throws IllegalArgumentException for text that is no such policy */
    static List<PathRule> parse(String text) {
        var file = new PolicyFile(tokens(text));
        var rules = new ArrayList<PathRule>();
        while (file.next < file.tokens.size()) {
            rules.add(file.rule());
        }
        return List.copyOf(rules);
    }

    private static List<String> tokens(String text) {
        var found = new ArrayList<String>();
        var matcher = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new IllegalArgumentException("unexpected text in the policy at offset " + at);
            }
            if (matcher.group("token") != null) {
                found.add(matcher.group("token"));
            }
            at = matcher.end();
        }
        return found;
    }

    private PathRule rule() {
        expect("path");
        var path = string();
        expect("{");
        expect("capabilities");
        expect("=");
        var capabilities = capabilities();
        expect("}");
        return new PathRule(path.startsWith("/") ? path.substring(1) : path, capabilities);
    }

    private Set<Capability> capabilities() {
        var capabilities = EnumSet.noneOf(Capability.class);
        expect("[");
        while (!peek().equals("]")) {
            capabilities.add(Capability.named(string()));
            if (peek().equals(",")) {
                next++;
            }
        }
        expect("]");
        return capabilities;
    }

    private String string() {
        var token = peek();
        if (!token.startsWith("\"")) {
            throw new IllegalArgumentException("expected a string in the policy, found " + token);
        }
        next++;
        return token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    private void expect(String token) {
        if (!peek().equals(token)) {
            throw new IllegalArgumentException("expected " + token + " in the policy, found " + peek());
        }
        next++;
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : "the end";
    }
}
