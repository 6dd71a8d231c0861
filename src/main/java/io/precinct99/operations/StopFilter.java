package io.precinct99.operations;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Sends everybody elsewhere who keeps a connection to a process that is about to stop. When it stops, Liberty forgets the
 * application before it closes kept connections, and answers 404 on them.
 */
public class StopFilter extends HttpFilter {
    private transient StopNotice notice;

    @Inject
    void use(StopNotice injected) {
        this.notice = injected;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (notice.isGiven() && request.getProtocol().startsWith("HTTP/1")) {
            response.setHeader("Connection", "close");
        }
        chain.doFilter(request, response);
    }
}
