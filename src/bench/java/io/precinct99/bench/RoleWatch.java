package io.precinct99.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Looks at PostgreSQL twenty times a second, as its superuser: which leased logins exist, and when each was last at work. Logins
 * that were there before the watch began belong to somebody else and are not counted.
 */
final class RoleWatch implements AutoCloseable {
    private static final long PAUSE_MILLIS = 50;

    /** Every leased login of the application (they alone end by themselves) with the age of its last statement; null when it has no session. */
    private static final String LOOK = """
            SELECT r.rolname, min(CASE WHEN a.state = 'idle'
                THEN extract(epoch FROM clock_timestamp() - a.state_change) ELSE 0 END)::float8
            FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member
            LEFT JOIN pg_stat_activity a ON a.usename = r.rolname
            WHERE m.roleid = 'precinct99_app'::regrole AND r.rolvaliduntil IS NOT NULL
            GROUP BY r.rolname""";

    private static final class Login {
        private final long seenNanos = System.nanoTime();
        private long atWorkNanos = seenNanos;
    }

    private final Connection superuser;
    private final Set<String> others;
    private final Map<String, Login> alive = new LinkedHashMap<>();
    private final Thread thread = new Thread(this::watch, "role-watch");
    private volatile boolean ended;
    private volatile SQLException failure;
    private int most;
    private int gone;
    private long newestNanos = System.nanoTime();
    private double slowest;

    private RoleWatch(Connection superuser, Set<String> others) {
        this.superuser = superuser;
        this.others = others;
    }

    /** @param superuser closed with the watch */
    static RoleWatch start(Connection superuser) throws SQLException {
        return start(superuser, logins(superuser).keySet());
    }

    /** @param others logins that belong to other servers */
    static RoleWatch start(Connection superuser, Set<String> others) {
        RoleWatch watch = new RoleWatch(superuser, others);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    /** The leased logins of this moment. */
    static Set<String> present(Connection superuser) throws SQLException {
        return logins(superuser).keySet();
    }

    /** Most leased logins seen at once. */
    synchronized int most() {
        return most;
    }

    /** Logins seen so far. */
    synchronized int seen() {
        return gone + alive.size();
    }

    /** Logins that came and went. */
    synchronized int gone() {
        return gone;
    }

    /** Longest time in seconds from the last work of a login that was replaced until it was gone, or until now. */
    synchronized double slowest() {
        double worst = slowest;
        for (Login login : alive.values()) {
            if (login.seenNanos != newestNanos) {
                worst = Math.max(worst, sinceReplaced(login, System.nanoTime()));
            }
        }
        return worst;
    }

    /** Ends the watch. @throws SQLException when it could not look */
    @Override
    public void close() throws SQLException {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        superuser.close();
        if (failure != null) {
            throw failure;
        }
    }

    private void watch() {
        try {
            while (!ended) {
                note(logins(superuser));
                Pause.millis(PAUSE_MILLIS);
            }
        } catch (SQLException e) {
            failure = e;
        }
    }

    private synchronized void note(Map<String, Double> found) {
        long now = System.nanoTime();
        for (String name : new HashSet<>(alive.keySet())) {
            if (!found.containsKey(name)) {
                slowest = Math.max(slowest, sinceReplaced(alive.remove(name), now));
                gone++;
            }
        }
        found.forEach((name, idleSeconds) -> {
            if (others.contains(name)) {
                return;
            }
            Login login = alive.computeIfAbsent(name, n -> new Login());
            newestNanos = Math.max(newestNanos, login.seenNanos);
            if (idleSeconds != null) {
                login.atWorkNanos = Math.max(login.atWorkNanos, now - (long) (idleSeconds * 1e9));
            }
        });
        most = Math.max(most, alive.size());
    }

    /** A login is in use at least until its successor is there. */
    private double sinceReplaced(Login login, long now) {
        return (now - Math.max(login.atWorkNanos, newestNanos)) / 1e9;
    }

    private static Map<String, Double> logins(Connection superuser) throws SQLException {
        Map<String, Double> found = new LinkedHashMap<>();
        try (Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(LOOK)) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getObject(2, Double.class));
            }
        }
        return found;
    }
}
