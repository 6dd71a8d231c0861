package io.precinct99.operations;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What answers here, and where its documentation is. */
@Path("/")
@ApplicationScoped
public class RootResource {
    /** Status is always {@code running}; health is told elsewhere. */
    public record Greeting(String name, String version, String status, String docs) {}

    @GET
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "What answers here")
    public Greeting greet() {
        return new Greeting(BuildInfo.CURRENT.name(), BuildInfo.CURRENT.version(), "running", "/docs");
    }
}
