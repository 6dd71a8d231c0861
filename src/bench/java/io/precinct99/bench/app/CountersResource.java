package io.precinct99.bench.app;

import io.precinct99.access.Role;
import io.precinct99.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Counts one up: a write that shows it when it is applied twice. */
@Path("/bench/counters/{id}")
@ApplicationScoped
public class CountersResource {
    @PersistenceContext(unitName = "precinct99")
    private EntityManager entities;

    @POST
    @RolesAllowed(Role.READONLY_NAME)
    @Transactional
    public void countUp(@PathParam("id") long id) {
        add(id);
    }

    /** Counts up, then keeps its connection and its row for 1.5 seconds before it commits. */
    @POST
    @Path("/slowly")
    @RolesAllowed(Role.READONLY_NAME)
    @Transactional
    public void countUpSlowly(@PathParam("id") long id) {
        add(id);
        entities.createNativeQuery("SELECT 1 FROM pg_sleep(1.5)").getSingleResult();
    }

    private void add(long id) {
        int rows = entities.createQuery("update Counter c set c.applied = c.applied + 1 where c.id = :id")
                .setParameter("id", id)
                .executeUpdate();
        if (rows != 1) {
            throw Problem.notFound();
        }
    }
}
