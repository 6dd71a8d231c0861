package io.precinct99.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.precinct99.stage.Background;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PatientLoginTest {
    private final PatientLogin login = new PatientLogin(refusal -> {});

    @Test
    void waitsForPostgreSqlUntilItsPoolIsClosed() throws Exception {
        login.setUrl("jdbc:postgresql://localhost:" + closedPort() + "/precinct99?connectTimeout=1");
        login.bePatient();
        CompletableFuture<Throwable> failure =
                Background.supply(() -> catchThrowable(() -> login.getConnection("somebody", "secret")));
        assertThat(catchThrowable(() -> failure.get(300, TimeUnit.MILLISECONDS)))
                .as("it waits")
                .isNotNull();
        login.giveUp();
        assertThat(failure.get(3, TimeUnit.SECONDS)).isInstanceOf(SQLException.class);
    }

    private static int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
