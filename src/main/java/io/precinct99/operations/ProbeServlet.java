package io.precinct99.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.precinct99.problem.Problem;
import io.precinct99.problem.ProblemJson;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * Answers probes in the wire format of MicroProfile Health 4.0, section 2.3. A servlet of ours, because Liberty's
 * mpHealth is a web module of its own, where nobody can add Retry-After to a 503 nor our headers to anything; and not
 * JAX-RS, so that a rate limit never makes Kubernetes believe that this process is dead.
 */
public class ProbeServlet extends HttpServlet {
    private static final String ALLOWED = "GET, HEAD, OPTIONS";

    private transient Readiness readiness;

    @Inject
    void use(Readiness injected) {
        this.readiness = injected;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getMethod().matches("GET|HEAD|OPTIONS")) {
            super.service(request, response);
        } else {
            ProblemJson.send(response, Problem.methodNotAllowed(ALLOWED));
        }
    }

    /** The inherited one offers TRACE. */
    @Override
    protected void doOptions(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Allow", ALLOWED);
    }

    /** Only a servlet with a method of its own for it gets TRACE at all; elsewhere the server answers, in plain text. */
    @Override
    protected void doTrace(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProblemJson.send(response, Problem.methodNotAllowed(ALLOWED));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getPathInfo() == null ? "" : request.getPathInfo()) {
            case "", "/ready" -> answer(response, readiness.now());
            case "/live", "/started" -> answer(response, Map.of()); // that we answer is all there is to say
            default -> ProblemJson.send(response, Problem.notFound());
        }
    }

    private static void answer(HttpServletResponse response, Map<Part, Finding> findings) throws IOException {
        boolean up = Readiness.isReady(findings);
        JsonArrayBuilder checks = Json.createArrayBuilder();
        findings.forEach((part, finding) -> checks.add(check(part, finding)));
        byte[] body = Json.createObjectBuilder()
                .add("status", word(up))
                .add("checks", checks)
                .build()
                .toString()
                .getBytes(UTF_8);
        if (!up) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setHeader("Retry-After", Readiness.RETRY_AFTER_SECONDS);
        }
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static JsonObjectBuilder check(Part part, Finding finding) {
        JsonObjectBuilder check =
                Json.createObjectBuilder().add("name", part.label()).add("status", word(finding.isUp()));
        if (finding instanceof Finding.Up up) {
            JsonObjectBuilder data = Json.createObjectBuilder();
            up.data().forEach((name, value) -> {
                if (value instanceof Long number) {
                    data.add(name, number);
                } else {
                    data.add(name, value.toString());
                }
            });
            check.add("data", data);
        }
        return check;
    }

    private static String word(boolean up) {
        return up ? "UP" : "DOWN";
    }
}
