package io.precinct99.stage.vault;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The tokens, passwords and lease ids in the answers of this vault, for tests that look for them where they must not be. */
final class HandedOut {

    private static final Pattern SECRET = Pattern.compile("\"(?:client_token|password|lease_id)\":\"([^\"]+)\"");

    private final Set<String> secrets = ConcurrentHashMap.newKeySet();

    Answer noted(Answer answer) {
        var body = new String(answer.body(), StandardCharsets.UTF_8);
        SECRET.matcher(body).results().forEach(found -> secrets.add(found.group(1)));
        return answer;
    }

    Set<String> secrets() {
        return Set.copyOf(secrets);
    }
}
