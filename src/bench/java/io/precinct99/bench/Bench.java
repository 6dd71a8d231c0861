package io.precinct99.bench;

import io.precinct99.stage.EmbeddedStage;
import io.precinct99.stage.RealStage;
import io.precinct99.stage.Stage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs one proof on one stage: {@code src/bench/run <proof> [options]}. */
public final class Bench {
    // Held, or java.util.logging forgets their level.
    private static final Logger[] QUIET = {
        Logger.getLogger("com.zaxxer.hikari"), Logger.getLogger("io.zonky.test"), Logger.getLogger("io.grpc")
    };

    private Bench() {}

    /** A proof: measures, reports, and ends what it started. */
    interface Proof {
        void show(Stage stage, Options options, Report report) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        for (Logger logger : QUIET) {
            logger.setLevel(Level.SEVERE); // a server that ends leaves streams open
        }
        Options options = Options.of(arguments);
        Proof proof = proof(options.proof());
        Report report = new Report();
        if (options.real()) {
            RealStage stage = (RealStage) Stage.current();
            report.say("%s", stage.parts());
            proof.show(stage, options, report);
            report.say("%s", stage.parts());
        } else {
            report.say("embedded stage: development trust domain · development vault · PostgreSQL (real)");
            try (EmbeddedStage stage = EmbeddedStage.start(Path.of("target", "bench", "stage"), 0, 0)) {
                proof.show(stage, options, report);
            }
        }
        System.exit(report.end());
    }

    private static Proof proof(String name) {
        return switch (name) {
            case "rotate" -> new RotateProof();
            case "ratios" -> new RatiosProof();
            case "soak" -> new SoakProof();
            case "cpu" -> new CpuProof();
            case "revoked" -> new RevokedProof();
            case "day" -> new DayProof();
            case "logins" -> new LoginsProof();
            case "timing" -> new TimingProof();
            case "start" -> new StartProof();
            case "replicas" -> new ReplicasProof();
            case "audit" -> new AuditProof();
            default -> throw new IllegalArgumentException("there is no proof named " + name);
        };
    }

    /** The table of the counters, made as production makes tables: by the owner of the schema. */
    static void createCounters(Stage stage) throws SQLException {
        try (Connection superuser = stage.superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("SET ROLE precinct99_owner");
            statement.execute("DROP TABLE IF EXISTS precinct99.bench_counters");
            statement.execute(
                    "CREATE TABLE precinct99.bench_counters (id bigint PRIMARY KEY, applied bigint NOT NULL)");
            statement.execute("INSERT INTO precinct99.bench_counters SELECT n, 0 FROM generate_series(1, "
                    + Mix.COUNTERS + ") AS n");
        }
    }
}
