package io.precinct99.operations;

import io.precinct99.access.Page;
import io.precinct99.access.Role;
import io.precinct99.database.LeaseStatus;
import io.precinct99.database.LeasedDatabase;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;

/** The database logins on loan: those that live, and the last twenty that were given back. */
@Path("/api/v1/operations/leases")
@ApplicationScoped
public class LeasesResource {
    private static final int RETIRED_SHOWN = 20;

    private final LeasedDatabase database;

    /** JAX-RS looks for a public constructor without parameters, then lets CDI use the other one. */
    public LeasesResource() {
        this(null);
    }

    @Inject
    public LeasesResource(LeasedDatabase database) {
        this.database = database;
    }

    @GET
    @RolesAllowed(Role.OPERATOR_NAME)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Database logins on loan, newest first")
    @SecurityRequirement(name = "bearer")
    public Page<LeaseStatus> leases() {
        return Page.whole(recent(database.leases()));
    }

    /** The database forgets retired ones only when it makes a new one, so it may know one too many. */
    static List<LeaseStatus> recent(List<LeaseStatus> newestFirst) {
        List<LeaseStatus> recent = new ArrayList<>();
        int retired = 0;
        for (LeaseStatus lease : newestFirst) {
            if (!lease.state().equals("retired") || ++retired <= RETIRED_SHOWN) {
                recent.add(lease);
            }
        }
        return recent;
    }
}
