package io.precinct99.audit;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.precinct99.access.Caller;
import io.precinct99.access.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;

/**
 * Where an event came from.
 *
 * @param actor a user id, {@code anonymous}, or a service's {@code client_id}
 * @param actorName the user's name at that time
 * @param traceId of the OpenTelemetry trace, where traces are on
 */
public record Origin(
        String actor,
        Optional<String> actorName,
        String address,
        Optional<String> userAgent,
        Optional<String> traceId) {
    /** What this process does by itself: nobody asked for it. */
    public static final Origin SELF =
            new Origin(Caller.ANONYMOUS.getName(), Optional.empty(), "127.0.0.1", Optional.empty(), Optional.empty());

    private static final int LONGEST_USER_AGENT = 255;

    /** The caller of a request. */
    public static Origin of(HttpServletRequest request, SecurityContext security) {
        return Caller.of(security) instanceof Caller.Person person
                ? at(request, person.subject(), Optional.of(person.username()))
                : anonymous(request);
    }

    /** A request whose caller is not known yet, or not believed. */
    public static Origin anonymous(HttpServletRequest request) {
        return at(request, Caller.ANONYMOUS.getName(), Optional.empty());
    }

    /** The same place, after it turned out who is there. */
    public Origin as(long userId, String username) {
        return new Origin(Long.toString(userId), Optional.of(username), address, userAgent, traceId);
    }

    private static Origin at(HttpServletRequest request, String actor, Optional<String> name) {
        return new Origin(
                actor,
                name,
                ClientAddress.of(request),
                Optional.ofNullable(request.getHeader("User-Agent"))
                        .map(agent -> PlainText.of(agent, LONGEST_USER_AGENT)),
                Optional.of(Span.current().getSpanContext())
                        .filter(SpanContext::isValid)
                        .map(SpanContext::getTraceId));
    }
}
