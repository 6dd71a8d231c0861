package io.precinct99.stage.vault;

import jakarta.json.JsonObject;
import java.util.Locale;
import java.util.regex.Pattern;

/** How leased logins are named: the one kind of {@code username_template} that the set-up files use. */
record UsernameTemplate(String format, int random, int longest) {

    private static final Pattern KIND = Pattern.compile(
            "\\{\\{ printf \"([^\"%]*%s[^\"%]*%s[^\"%]*)\" \\.RoleName \\(random (\\d+)\\) \\| lowercase \\| truncate (\\d+) }}");

    static UsernameTemplate of(JsonObject connection) {
        var text = connection.getString("username_template");
        var parts = KIND.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("the development vault knows no such template: " + text);
        }
        return new UsernameTemplate(parts.group(1), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
    }

    String username(String role) {
        var name = String.format(format, role, RandomText.alphanumeric(random)).toLowerCase(Locale.ROOT);
        return name.substring(0, Math.min(longest, name.length()));
    }
}
