package io.precinct99.bench.app;

import io.precinct99.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A slow request: reads a table, then keeps its connection for 1.5 seconds, then reads again on the same one. */
@Path("/bench/hold")
@ApplicationScoped
public class HoldResource {
    @PersistenceContext(unitName = "precinct99")
    private EntityManager entities;

    @GET
    @RolesAllowed(Role.READONLY_NAME)
    @Transactional
    public void hold() {
        read();
        entities.createNativeQuery("SELECT 1 FROM pg_sleep(1.5)").getSingleResult();
        read();
    }

    private void read() {
        entities.createQuery("select c.applied from Counter c where c.id = 1").getSingleResult();
    }
}
