package io.precinct99.access;

import io.precinct99.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.Collections;
import java.util.Set;

/** Lets those in who hold one of the roles: 401 for nobody, 403 for somebody else. */
record RoleFilter(Set<Role> allowed) implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        Caller caller = Caller.of(request);
        if (caller instanceof Caller.Anonymous) {
            throw Problem.unauthenticated();
        }
        if (Collections.disjoint(caller.roles(), allowed)) {
            throw Problem.forbidden();
        }
    }
}
