package io.precinct99.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Lets only requests of good form reach the application. A servlet filter, because JAX-RS fails on some of the others. */
public class HttpMessageFilter extends HttpFilter {
    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Problem> refusal = HttpMessage.refusal(request);
        if (refusal.isPresent()) {
            ProblemJson.send(response, refusal.get());
        } else {
            chain.doFilter(request, response);
        }
    }
}
