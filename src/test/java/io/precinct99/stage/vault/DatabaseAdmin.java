package io.precinct99.stage.vault;

/** The login with which the vault makes and drops leased logins; not a superuser. */
public record DatabaseAdmin(String jdbcUrl, String user, String password) {

    @Override
    public String toString() {
        return "DatabaseAdmin[" + user + "]";
    }
}
