package io.precinct99.account;

import io.precinct99.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** The accounts in the database. Reads need no transaction and give detached users. */
@ApplicationScoped
public class Users {
    @PersistenceContext(unitName = "precinct99")
    private EntityManager entities;

    public Optional<User> withId(long id) {
        return Optional.ofNullable(entities.find(User.class, id));
    }

    /** By canonical name. */
    public Optional<User> named(String canonicalName) {
        return entities.createQuery("select u from User u where lower(u.username) = :name", User.class)
                .setParameter("name", canonicalName)
                .getResultStream()
                .findFirst();
    }

    boolean emailTaken(String canonicalEmail) {
        return !entities.createQuery("select u.id from User u where lower(u.email) = :email", Long.class)
                .setParameter("email", canonicalEmail)
                .getResultList()
                .isEmpty();
    }

    /** @throws Problem 409 when the name or the e-mail address is taken, also by a registration at the same time */
    @Transactional
    public User add(User user) {
        try {
            entities.persist(user);
            entities.flush();
            return user;
        } catch (PersistenceException refused) {
            throw Taken.by(refused).orElseThrow(() -> refused);
        }
    }
}
