package io.precinct99.bench;

import io.precinct99.Api;
import io.precinct99.stage.Stage;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * How many rows a second the audit trail takes, each in a durable transaction of its own, while a server links them; and that
 * every one is linked in the end, in one chain that holds.
 */
final class AuditProof implements Bench.Proof {
    private static final Duration CATCHING_UP = Duration.ofSeconds(60);

    @Override
    public void show(Stage stage, Options options, Report report) throws IOException, SQLException {
        try (Server server = Server.leased("audit", stage, 0.9);
                Connection superuser = stage.superuser()) {
            Api api = server.api();
            String operator = server.operator(superuser);
            report.title(
                    "Audit trail: " + options.connections() + " writers, one row a transaction, synchronous_commit "
                            + AuditWriters.text(superuser, "SHOW synchronous_commit"));
            try (AuditWriters writers = AuditWriters.open(stage, options.connections())) {
                writers.write(options.warmup(5));
                Duration length = options.seconds(20);
                long behind = writers.write(length);
                double written = writers.written() / (double) length.toSeconds();
                report.goal("rows a second, linked by the server meanwhile", written, "at least 2000");
                report.figure("rows that waited for their link, at most", behind, "rows");
            }
            report.figure("until the last row was linked", secondsToCatchUp(superuser), "s");
            check(api, operator, superuser, report);
        }
    }

    private static void check(Api api, String operator, Connection superuser, Report report)
            throws IOException, SQLException {
        long rows = AuditWriters.number(superuser, "SELECT count(*) FROM precinct99.audit_log");
        report.bound("rows without a link", AuditWriters.number(superuser, """
                SELECT count(*) FROM precinct99.audit_log a
                WHERE NOT EXISTS (SELECT FROM precinct99.audit_links l WHERE l.audit_id = a.id)
                """), 0);
        long began = System.nanoTime();
        HttpResponse<String> answer = api.post("/api/v1/audit/verification", "", operator);
        double seconds = (System.nanoTime() - began) / 1e9;
        report.bound("status of the verification", answer.statusCode(), 200);
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            JsonObject result = reader.readObject();
            report.bound("broken rows", result.containsKey("first_broken") ? 1 : 0, 0);
            report.atLeast("verified rows", result.getInt("entries", 0), rows);
        }
        report.figure("verified rows a second", rows / seconds, "rows/s");
    }

    private static double secondsToCatchUp(Connection superuser) throws SQLException {
        long began = System.nanoTime();
        while (AuditWriters.number(superuser, AuditWriters.WAITING) > 0
                && System.nanoTime() - began < CATCHING_UP.toNanos()) {
            Pause.millis(10);
        }
        return (System.nanoTime() - began) / 1e9;
    }
}
