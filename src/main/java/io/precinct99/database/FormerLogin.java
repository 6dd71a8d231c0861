package io.precinct99.database;

import io.precinct99.vault.DatabaseLease;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A login that is or was active, remembered to see what becomes of it. Tells nobody its name. */
public final class FormerLogin {
    private final DatabaseLease lease;
    private final ConnectionPools pools;
    private final LeasedDataSource.Lending lending;

    FormerLogin(DatabaseLease lease, ConnectionPools pools, LeasedDataSource.Lending lending) {
        this.lease = lease;
        this.pools = pools;
        this.lending = lending;
    }

    /** Whether PostgreSQL has such a role, asked on a connection of the login that is active now. */
    public boolean isListed() throws SQLException {
        try (Connection connection = lending.lend();
                PreparedStatement query = connection.prepareStatement("SELECT 1 FROM pg_roles WHERE rolname = ?")) {
            query.setString(1, lease.username());
            try (ResultSet role = query.executeQuery()) {
                return role.next();
            }
        }
    }

    /**
     * Whether it still logs in and reads a table.
     *
     * @throws SQLException when PostgreSQL does not say
     */
    public boolean works() throws SQLException {
        try {
            pools.probe(lease);
            return true;
        } catch (SQLException e) {
            if (SqlStates.refusesLogin(e)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public String toString() {
        return "FormerLogin[" + lease.shortId() + "]";
    }
}
