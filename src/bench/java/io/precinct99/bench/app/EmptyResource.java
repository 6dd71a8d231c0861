package io.precinct99.bench.app;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The least that a request can cost on this server, with the same filters, limits and headers as every other. */
@Path("/bench/empty")
@ApplicationScoped
public class EmptyResource {
    @GET
    @PermitAll
    @Produces(MediaType.TEXT_PLAIN)
    public String empty() {
        return "";
    }
}
