package io.precinct99.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.audit.Origin;
import io.precinct99.problem.Problem;
import io.precinct99.problem.Problems;
import io.precinct99.vault.KeyValues;
import io.precinct99.vault.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left in vault and database when somebody keeps a token and forgets it at the same time. */
class GithubTokensTest {
    private static final long USER = 7;
    /** Each step of either call is a turn; so many are dealt out in every order, and what is left over goes on as it likes. */
    private static final int TURNS = 12;

    private static final GithubToken TOKEN = GithubToken.of("ghp_" + "a".repeat(36));
    private static final GithubToken OTHER = GithubToken.of("ghp_" + "b".repeat(36));

    private final Store store = new Store();
    private final GithubTokens tokens = store.tokens();

    @Test
    void tokenIsKeptAndForgotten() {
        Instant since = tokens.configure(USER, TOKEN, Origin.SELF);
        assertThat(store.row).isEqualTo(since);
        assertThat(store.secret).isTrue();
        tokens.delete(USER, Origin.SELF);
        assertThat(store.row).isNull();
        assertThat(store.secret).isFalse();
        assertThat(store.events).containsExactly("configured", "deleted");
    }

    @Test
    void tokenWhoseRowIsRefusedIsNotKept() {
        store.refusing = true;
        assertThat(Problems.thrownBy(this::configure).status()).isEqualTo(503);
        assertThat(store.row).isNull();
        assertThat(store.secret).isFalse();
    }

    @Test
    void tokenBeforeOneWhoseRowIsRefusedComesBack() {
        Instant since = tokens.configure(USER, OTHER, Origin.SELF);
        store.refusing = true;
        assertThat(Problems.thrownBy(this::configure).status()).isEqualTo(503);
        assertThat(store.row).isEqualTo(since);
        assertThat(store.kept).isEqualTo(OTHER);
    }

    @Test
    void tokenThatCameWhileARowWasRefusedStays() {
        store.refusing = true;
        store.afterRow = () -> store.kept = OTHER;
        assertThat(Problems.thrownBy(this::configure).status()).isEqualTo(503);
        assertThat(store.secret).isTrue();
        assertThat(store.kept).isEqualTo(OTHER);
    }

    private void configure() {
        tokens.configure(USER, TOKEN, Origin.SELF);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void noOrderOfStepsLeavesARowWithoutASecretOrASecretWithoutARow(int calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int order = 0; order < 1 << TURNS; order++) {
                Store shared = new Store();
                shared.turns = new Turns(order);
                GithubTokens people = shared.tokens();
                shared.turns.play(
                        threads,
                        () -> repeat(calls, () -> people.delete(USER, Origin.SELF)),
                        () -> repeat(calls, () -> people.configure(USER, TOKEN, Origin.SELF)));
                String steps = shared.steps.toString();
                assertThat(shared.row != null).as(steps).isEqualTo(shared.secret);
                assertThat(shared.events.get(shared.events.size() - 1))
                        .as(steps)
                        .isEqualTo(shared.secret ? "configured" : "deleted");
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void repeat(int times, Runnable call) {
        for (int i = 0; i < times; i++) {
            call.run();
        }
    }

    @Test
    void rowOfALaterTokenStays() {
        Instant later = Instant.ofEpochMilli(60);
        store.afterRow = () -> {
            store.row = later; // somebody forgot the token and kept another one
            store.secret = false;
        };
        tokens.configure(USER, TOKEN, Origin.SELF);
        assertThat(store.row).isEqualTo(later);
    }

    @Test
    void rowThatComesAgainWithoutItsSecretGoes() {
        store.afterDestroy = () -> store.row = Instant.EPOCH;
        tokens.delete(USER, Origin.SELF);
        assertThat(store.row).isNull();
    }

    @Test
    void tokenThatComesAgainStays() {
        store.afterDestroy = () -> {
            store.secret = true;
            store.row = Instant.EPOCH;
        };
        tokens.delete(USER, Origin.SELF);
        assertThat(store.row).isEqualTo(Instant.EPOCH);
    }

    /** One user's secret and row, and who touches them when. */
    private static final class Store {
        final List<String> steps = new ArrayList<>();
        final List<String> events = new ArrayList<>();
        final AtomicLong clock = new AtomicLong(1);
        Turns turns = new Turns(0);
        Runnable afterRow = () -> {};
        Runnable afterDestroy = () -> {};
        boolean refusing;
        boolean secret;
        GithubToken kept = TOKEN;
        Instant row;

        final KeyValues secrets = new KeyValues("secret", null) {
            @Override
            public Optional<Map<String, Secret>> read(String path) {
                return step("look", () -> secret ? Optional.of(Map.of("token", kept.secret())) : Optional.empty());
            }

            @Override
            public void write(String path, Map<String, Secret> fields) {
                step("write", () -> {
                    kept = new GithubToken(fields.get("token"));
                    return secret = true;
                });
            }

            @Override
            public void destroy(String path) {
                step("destroy", () -> secret = false);
                afterDestroy.run();
            }
        };

        final Integrations rows = new Integrations() {
            @Override
            Optional<Integration> of(long userId) {
                return step("row?", () -> Optional.ofNullable(row).map(at -> new Integration(at, Optional.empty())));
            }

            @Override
            void requireAccount(long userId) {}

            @Override
            public void configured(long userId, Instant now, Origin origin) {
                step("row", () -> {
                    events.add("configured");
                    return refusing ? row : (row = now);
                });
                afterRow.run();
                if (refusing) {
                    throw Problem.unavailable("database_unavailable", "Nothing was stored.", 2);
                }
            }

            @Override
            public void withdrawn(long userId, Instant configuredAt, Origin origin) {
                step("withdraw", () -> forget(configuredAt.equals(row)));
            }

            @Override
            public void deleted(long userId, Origin origin) {
                step("delete", () -> forget(row != null));
            }
        };

        GithubTokens tokens() {
            return new GithubTokens(secrets, rows, () -> Instant.ofEpochMilli(clock.getAndIncrement()));
        }

        private boolean forget(boolean there) {
            if (there) {
                row = null;
                events.add("deleted");
            }
            return there;
        }

        private <T> T step(String name, Supplier<T> work) {
            return turns.take(() -> {
                steps.add(name);
                return work.get();
            });
        }
    }
}
