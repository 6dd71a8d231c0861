package io.precinct99.account;

import io.precinct99.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

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

    /**
     * Replaces the password unless it is no longer the one that was read, and begins a new epoch of tokens.
     *
     * @return the new epoch; empty when nothing was replaced
     */
    @Transactional
    OptionalInt changePassword(User user, String newHash) {
        List<?> epochs = entities.createNativeQuery("""
                        UPDATE users SET password_hash = ?, token_epoch = token_epoch + 1, updated_at = now()
                        WHERE id = ? AND password_hash = ? RETURNING token_epoch
                        """)
                .setParameter(1, newHash)
                .setParameter(2, user.id())
                .setParameter(3, user.passwordHash())
                .getResultList();
        return epochs.isEmpty() ? OptionalInt.empty() : OptionalInt.of((Integer) epochs.get(0));
    }

    /** The same password with today's cost: nothing of the account changes. Not done when the password changed meanwhile. */
    @Transactional
    void rehash(User user, String newHash) {
        entities.createNativeQuery("UPDATE users SET password_hash = ? WHERE id = ? AND password_hash = ?")
                .setParameter(1, newHash)
                .setParameter(2, user.id())
                .setParameter(3, user.passwordHash())
                .executeUpdate();
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
