package io.precinct99.account;

import io.precinct99.access.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** An account of a person. */
@Entity
@Table(name = "users")
public class User {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String username;
    private String email;

    @Column(name = "password_hash")
    private String passwordHash;

    /** By name, because {@link Role} is not the database's to know. */
    @Column(name = "role")
    private String roleName;

    @Column(name = "token_epoch")
    private int tokenEpoch;

    @Column(name = "created_at")
    @Convert(converter = InstantConverter.class)
    private Instant createdAt;

    @Column(name = "updated_at")
    @Convert(converter = InstantConverter.class)
    private Instant updatedAt;

    protected User() {}

    User(Username username, Email email, String passwordHash, Role role, Instant now) {
        this.username = username.value();
        this.email = email.value();
        this.passwordHash = passwordHash;
        this.roleName = role.roleName();
        this.createdAt = now;
        this.updatedAt = now;
    }

    public long id() {
        return id;
    }

    public String username() {
        return username;
    }

    public String email() {
        return email;
    }

    String passwordHash() {
        return passwordHash;
    }

    public Role role() {
        return Role.named(roleName).orElseThrow(() -> new IllegalStateException("An account has an unknown role."));
    }

    /** Tokens of earlier epochs have ended. */
    int tokenEpoch() {
        return tokenEpoch;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }
}
