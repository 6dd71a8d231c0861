package io.precinct99.stage.vault;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Whose JWT-SVID logs in, and what it is given. */
record JwtRole(String boundSubject, List<String> boundAudiences, Duration leeway, TokenGrant grant) {

    static JwtRole of(JsonObject json, Supplier<Ttls> overrides) {
        return new JwtRole(
                json.getString("bound_subject", ""),
                JsonText.strings(json, "bound_audiences"),
                leeway(json.getInt("clock_skew_leeway", 0)),
                TokenGrant.of(json, overrides));
    }

    /** OpenBao reads 0 as its default of a minute; only a negative number means none. */
    private static Duration leeway(int seconds) {
        return seconds < 0 ? Duration.ZERO : Duration.ofSeconds(seconds == 0 ? 60 : seconds);
    }
}
