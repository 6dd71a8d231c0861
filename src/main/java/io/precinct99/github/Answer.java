package io.precinct99.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.precinct99.problem.Problem;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What came back, not believed yet. */
record Answer(Response response, Deadline deadline) {
    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
    private static final int LONGEST_MESSAGE = 16 << 10;

    /** @throws Problem 502 for whatever is no good answer to the question */
    <T> T to(Question<T> question, GithubToken token, Instant now) {
        int status = response.getStatus();
        if (status != 200) {
            throw refusal(status, now);
        }
        MediaType type = response.getMediaType();
        if (type == null
                || !(type.getSubtype().equals("json") || type.getSubtype().endsWith("+json"))) {
            throw new GithubAway.Senseless("the answer is no JSON");
        }
        // a decoder of its own reports what is no UTF-8; it is not closed, because closing reads to the end
        var text = new InputStreamReader(body(), UTF_8.newDecoder());
        try {
            JsonParser json = PARSERS.createParser(text);
            return question.read(json, Optional.ofNullable(response.getHeaderString("Link")), token);
        } catch (JsonParsingException
                | ArithmeticException
                | NumberFormatException
                | UnsupportedOperationException bad) {
            // All but the first: numbers that nobody can compute with.
            throw new GithubAway.Senseless("the answer is no JSON");
        } catch (JsonException cut) {
            throw GithubAway.by(cut);
        }
    }

    private Problem refusal(int status, Instant now) {
        if (status == 401) {
            return GithubFailure.unauthorized();
        }
        if (status == 403 || status == 429) {
            Optional<Problem> limit = RateLimit.pause(status, response::getHeaderString, message(), now)
                    .map(GithubFailure::rateLimited);
            return limit.orElseGet(() -> new GithubAway.Senseless("it answered 403"));
        }
        return status >= 500
                ? new GithubAway("it answered " + status)
                : new GithubAway.Senseless("it answered " + status);
    }

    private String message() {
        try {
            return new String(body().readNBytes(LONGEST_MESSAGE), UTF_8);
        } catch (IOException cut) {
            return "";
        }
    }

    private InputStream body() {
        return new CappedBody(response.readEntity(InputStream.class), deadline);
    }
}
