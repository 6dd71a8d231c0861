package io.precinct99.audit;

import io.precinct99.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Which rows somebody asks for.
 *
 * @param from inclusive, in whole microseconds as rows are
 * @param to exclusive
 */
record AuditQuery(
        Optional<String> actor,
        Optional<Action> action,
        Optional<Outcome> outcome,
        Optional<Instant> from,
        Optional<Instant> to) {
    static final int LONGEST_ACTOR = 100;
    private static final Pattern ACTOR = Pattern.compile("\\P{Cntrl}{1," + LONGEST_ACTOR + "}");
    /** RFC 3339; years that PostgreSQL knows. */
    private static final Pattern INSTANT = Pattern.compile(
            "[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})");

    /** Reads query parameters; null where one was not sent. @throws Problem 400 */
    static AuditQuery parse(String actor, String action, String outcome, String from, String to) {
        return new AuditQuery(
                read(actor, "actor", text -> Optional.of(text).filter(AuditQuery::isActor)),
                read(action, "action", Action::named),
                read(outcome, "outcome", Outcome::named),
                read(from, "from", AuditQuery::instant),
                read(to, "to", AuditQuery::instant));
    }

    private static <T> Optional<T> read(String text, String name, Function<String, Optional<T>> parse) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<T> value = parse.apply(text);
        if (value.isEmpty()) {
            throw Problem.malformed("The query parameter " + name + " has a value that it cannot have.");
        }
        return value;
    }

    private static boolean isActor(String text) {
        return ACTOR.matcher(text).matches() && text.equals(PlainText.of(text, LONGEST_ACTOR));
    }

    /** Rows have whole microseconds: rounding up keeps both ends where they belong. */
    private static Optional<Instant> instant(String text) {
        if (!INSTANT.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            Instant exact = OffsetDateTime.parse(text.toUpperCase(java.util.Locale.ROOT))
                    .toInstant();
            return Optional.of(exact.plusNanos(999).truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    /** What a cursor is issued for, beside the caller. */
    String[] issuedFor(String list, String caller) {
        return new String[] {
            list,
            actor.orElse(""),
            action.map(Action::text).orElse(""),
            outcome.map(Outcome::text).orElse(""),
            from.map(Instant::toString).orElse(""),
            to.map(Instant::toString).orElse(""),
            caller
        };
    }
}
