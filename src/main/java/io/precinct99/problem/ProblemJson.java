package io.precinct99.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a problem as RFC 9457 asks, to JAX-RS and to the bare servlet container alike. */
public final class ProblemJson {
    public static final String MEDIA_TYPE = "application/problem+json";
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private ProblemJson() {}

    static byte[] bytes(Problem problem) {
        var json = JSON.createObjectBuilder()
                .add("type", problem.type())
                .add("title", problem.title())
                .add("status", problem.status())
                .add("detail", problem.detail())
                .add("code", problem.code());
        if (!problem.errors().isEmpty()) {
            var errors = JSON.createArrayBuilder();
            problem.errors()
                    .forEach(error -> errors.add(JSON.createObjectBuilder()
                            .add("field", error.field())
                            .add("message", error.message())));
            json.add("errors", errors);
        }
        return json.build().toString().getBytes(UTF_8);
    }

    /** What a client typically reads with this status, for the documentation. */
    public static Map<String, Object> example(int status) {
        Problem problem = StandardProblem.of(status);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", problem.type());
        members.put("title", problem.title());
        members.put("status", status);
        members.put("detail", problem.detail());
        members.put("code", problem.code());
        return members;
    }

    public static Response response(Problem problem) {
        var response = Response.status(problem.status()).type(MEDIA_TYPE).entity(bytes(problem));
        problem.headers().forEach(response::header);
        return response.build();
    }

    /** Answers outside JAX-RS. Headers set before stay, so that those of security and CORS are on errors too. */
    public static void send(HttpServletResponse response, Problem problem) throws IOException {
        byte[] body = bytes(problem);
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setContentType(MEDIA_TYPE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentLength(body.length);
        problem.headers().forEach(response::setHeader);
        response.getOutputStream().write(body);
    }
}
