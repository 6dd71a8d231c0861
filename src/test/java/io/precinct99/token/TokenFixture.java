package io.precinct99.token;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.precinct99.TestClock;
import io.precinct99.access.Role;
import io.precinct99.problem.ConfigErrors;
import io.precinct99.problem.MapConfig;
import io.precinct99.vault.LocalTransit;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Issuer and verifier of tokens around keys of our own, on a clock of our own. */
final class TokenFixture {
    final TestClock clock = new TestClock();
    final TokenConfig config = TokenConfig.from(MapConfig.of(), new ConfigErrors());
    final LocalTransit transit = new LocalTransit(clock);
    final SigningKeys keys = new SigningKeys(transit, config, clock, this::trueTime);
    final EndedTokens ended = new EndedTokens(clock, () -> this.nanos);
    long nanos;
    final AccessTokens tokens = new AccessTokens(transit, keys, config, clock);
    final VerifiedTokens verified = new VerifiedTokens(keys, ended, config, clock);

    TokenFixture() {
        keys.refresh();
        ended.refresh(List.of(), nanos);
    }

    /** What a stopwatch says that started long ago: it goes on as the vault's clock does. */
    long trueTime() {
        return Duration.between(Instant.EPOCH, clock.instant()).toNanos();
    }

    String issue() {
        return tokens.issue(new TokenSubject(7, "Terry", Role.OPERATOR, 3)).value();
    }

    /** A token with any header and claims, rightly signed by the current key. */
    String signed(String header, String claims) {
        String signed = encode(header.getBytes(UTF_8)) + '.' + encode(claims.getBytes(UTF_8));
        return signed
                + '.'
                + transit.signRs256("access-token", 0, signed.getBytes(US_ASCII))
                        .base64url();
    }

    String header() {
        return decode(issue().split("\\.")[0]);
    }

    String claims() {
        return decode(issue().split("\\.")[1]);
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String decode(String part) {
        return new String(Base64.getUrlDecoder().decode(part), UTF_8);
    }
}
