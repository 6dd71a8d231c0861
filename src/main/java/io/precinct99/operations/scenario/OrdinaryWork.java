package io.precinct99.operations.scenario;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/** Reads and writes as every request does: the same data source, JPA and JTA. Nothing is different afterwards. */
@ApplicationScoped
public class OrdinaryWork {
    @PersistenceContext(unitName = "precinct99")
    private EntityManager entities;

    public void read() {
        entities.createNativeQuery("SELECT count(*) FROM users").getSingleResult();
    }

    /** Writes a row and commits; the row says what it said before. @throws IllegalStateException without a row to write */
    @Transactional
    public void write() {
        int rows = entities.createNativeQuery(
                        "UPDATE users SET updated_at = updated_at WHERE id = (SELECT min(id) FROM users)")
                .executeUpdate();
        if (rows != 1) {
            throw new IllegalStateException("There is no account whose row could be written");
        }
    }
}
