package io.precinct99.github;

import static io.precinct99.github.FakeGitHub.send;
import static io.precinct99.github.FakeGitHub.write;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** What GitHub, or something in its place, can do wrong. Whatever lasts ends after half a minute or with the client. */
enum GithubFault {
    NONE((head, out) -> {}),
    UNAUTHORISED((head, out) -> send(out, "401 Unauthorized", "", "{\"message\":\"Bad credentials\"}")),
    FORBIDDEN((head, out) -> send(out, "403 Forbidden", "", "{\"message\":\"Resource not accessible\"}")),
    PRIMARY_LIMIT((head, out) -> send(
            out,
            "403 Forbidden",
            "X-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: " + (Instant.now().getEpochSecond() + 120) + "\r\n",
            "{\"message\":\"API rate limit exceeded\"}")),
    SECONDARY_LIMIT((head, out) -> send(out, "429 Too Many Requests", "Retry-After: 33\r\n", "{}")),
    SECONDARY_LIMIT_IN_WORDS((head, out) ->
            send(out, "403 Forbidden", "", "{\"message\":\"You have exceeded a secondary rate limit\"}")),
    NOT_FOUND((head, out) -> send(out, "404 Not Found", "", "{}")),
    SERVER_ERROR((head, out) -> send(out, "500 Internal Server Error", "", "{}")),
    REDIRECT((head, out) -> send(out, "302 Found", "Location: http://" + host(head) + "/elsewhere\r\n", "{}")),
    GARBAGE((head, out) -> send(out, "200 OK", "", "<html>unicorn</html>")),
    NO_HTTP((head, out) -> write(out, "SSH-2.0-OpenSSH_9.9\r\n\r\n")),
    DEEP((head, out) -> send(out, "200 OK", "", "[" + "[".repeat(1_000_000))),
    HUGE_NUMBER((head, out) ->
            send(out, "200 OK", "", "[" + FakeGitHub.REPOSITORY.replace("1296269", "9".repeat(1_000_000)) + "]")),
    HUGE_EXPONENT((head, out) ->
            send(out, "200 OK", "", "[" + FakeGitHub.REPOSITORY.replace("1296269", "1e99999999999") + "]")),
    WRONG_SHAPE((head, out) -> send(out, "200 OK", "", "[{\"id\":\"one\"}]")),
    WRONG_CONTENT_TYPE((head, out) -> {
        write(out, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
    }),
    CUT_OFF((head, out) ->
            write(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n[{\"id\":1,")),
    HANG_UP((head, out) -> {}),
    /** Says nothing at all; the fake waits until the client hangs up. */
    SLOW((head, out) -> {}),
    DRIPPING_HEADER((head, out) -> {
        write(out, "HTTP/1.1 200 OK\r\nX-Drip: ");
        lasting(() -> write(out, "x"));
    }),
    DRIPPING_BODY((head, out) -> {
        write(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n[");
        lasting(() -> write(out, " "));
    }),
    TEN_MEGABYTES((head, out) -> {
        String blanks = " ".repeat(1 << 20);
        write(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n[");
        for (int i = 0; i < 11; i++) {
            write(out, blanks);
        }
        write(out, "]");
    }),
    NEVER_ENDING((head, out) -> {
        String blanks = " ".repeat(64 << 10);
        write(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        write(out, "1\r\n[\r\n");
        while (true) { // until the client hangs up
            write(out, "10000\r\n" + blanks + "\r\n");
        }
    }),
    ECHO((head, out) -> {
        String token = head.replaceAll("(?s).*Authorization: Bearer (\\S+).*", "$1");
        send(
                out,
                "200 OK",
                "X-Echo: " + token + "\r\nLink: <https://x/" + token + "?page=2>; rel=\"next\"\r\n",
                FakeGitHub.USER.replace("\"bio\":null", "\"bio\":\"I am " + token + "\""));
    }),
    ECHO_IN_AN_ERROR((head, out) -> {
        String token = head.replaceAll("(?s).*Authorization: Bearer (\\S+).*", "$1");
        send(out, "200 " + token, "X: " + token + "\r\n", "{\"login\":\"" + token + "\",\"id\":\"" + token);
    });

    private static final long LONGEST_MILLIS = 30_000;
    private final Behaviour behaviour;

    GithubFault(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    void answer(String head, OutputStream out) throws IOException {
        behaviour.answer(head, out);
    }

    private static String host(String head) {
        return head.replaceAll("(?s).*Host: (\\S+).*", "$1");
    }

    private static void lasting(Step step) throws IOException {
        long end = System.nanoTime() + LONGEST_MILLIS * 1_000_000;
        while (System.nanoTime() - end < 0 && !Thread.interrupted()) {
            step.take();
            LockSupport.parkNanos(50_000_000);
        }
    }

    private interface Behaviour {
        void answer(String head, OutputStream out) throws IOException;
    }

    private interface Step {
        void take() throws IOException;
    }
}
