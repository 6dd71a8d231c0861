package io.precinct99.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlStatesTest {
    @ParameterizedTest
    @ValueSource(strings = {"42501", "42P01", "42704", "28P01", "28000"})
    void rightsThatAreGoneMayMeanARevokedLoginAndRefuseOne(String state) {
        assertThat(SqlStates.maybeRevoked(wrapped(state))).isTrue();
        assertThat(SqlStates.refusesLogin(wrapped(state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"57P01", "08003"})
    void endedSessionsMayMeanARevokedLoginButDoNotRefuseOne(String state) {
        assertThat(SqlStates.maybeRevoked(wrapped(state))).isTrue();
        assertThat(SqlStates.refusesLogin(wrapped(state))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "40001", "40P01", "57014", "53300"})
    void ordinaryFailuresSayNothingAboutTheLogin(String state) {
        assertThat(SqlStates.maybeRevoked(wrapped(state))).isFalse();
        assertThat(SqlStates.connectionLost(wrapped(state))).isFalse();
    }

    @Test
    void aReadIsRepeatedAfterALossAndNotAfterASilence() {
        assertThat(SqlStates.connectionLost(new SQLException("cut", "08006", new EOFException())))
                .isTrue();
        assertThat(SqlStates.connectionLost(new SQLException("silent", "08006", new SocketTimeoutException())))
                .isFalse();
    }

    private static SQLException wrapped(String state) {
        return new SQLException("outer", new SQLException("inner", state));
    }
}
