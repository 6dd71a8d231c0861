package io.precinct99.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeasedDataSourceTest {
    private final List<String> calls = new ArrayList<>();
    private final EndedMeanwhile transaction = new EndedMeanwhile();
    private final LeasedDataSource leased = new LeasedDataSource(this::connection, transaction);

    /** By its time-out, for example, while a connection was waited for. */
    @Test
    void connectionOfATransactionThatEndsMeanwhileGoesHomeAndIsNotHandedOutLater() {
        assertThatThrownBy(leased::getConnection)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25000"));
        assertThat(calls).containsExactly("setAutoCommit", "rollback", "close");
        assertThat(transaction.resources).isEmpty();
    }

    private Connection connection() {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (connection, call, arguments) -> {
                    calls.add(call.getName());
                    return null;
                });
    }

    private static final class EndedMeanwhile implements TransactionSynchronizationRegistry {
        private final Map<Object, Object> resources = new HashMap<>();

        @Override
        public int getTransactionStatus() {
            return Status.STATUS_ACTIVE;
        }

        @Override
        public void registerInterposedSynchronization(Synchronization added) {
            throw new IllegalStateException("no transaction is active");
        }

        @Override
        public void putResource(Object key, Object value) {
            resources.put(key, value);
        }

        @Override
        public Object getResource(Object key) {
            return resources.get(key);
        }

        @Override
        public Object getTransactionKey() {
            return this;
        }

        @Override
        public void setRollbackOnly() {}

        @Override
        public boolean getRollbackOnly() {
            return false;
        }
    }
}
