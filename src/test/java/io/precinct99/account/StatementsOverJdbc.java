package io.precinct99.account;

import io.precinct99.stage.OwnSchema;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Native statements of an {@link EntityManager}, each a transaction of its own. It knows nothing else. Thread-safe. */
record StatementsOverJdbc(OwnSchema schema) {
    EntityManager entities() {
        return fake(EntityManager.class, (name, args) -> switch (name) {
            case "createNativeQuery" -> query((String) args[0]);
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private Query query(String sql) {
        Map<Integer, Object> parameters = new TreeMap<>();
        Query[] self = new Query[1];
        self[0] = fake(Query.class, (name, args) -> switch (name) {
            case "setParameter" -> {
                parameters.put((Integer) args[0], args[1]);
                yield self[0];
            }
            case "getResultList" -> run(sql, parameters, StatementsOverJdbc::rows);
            case "executeUpdate" -> run(sql, parameters, PreparedStatement::executeUpdate);
            default -> throw new UnsupportedOperationException(name);
        });
        return self[0];
    }

    private <T> T run(String sql, Map<Integer, Object> parameters, Work<T> work) throws SQLException {
        try (Connection connection = schema.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Map.Entry<Integer, Object> parameter : parameters.entrySet()) {
                statement.setObject(parameter.getKey(), parameter.getValue());
            }
            return work.on(statement);
        }
    }

    private static List<Object[]> rows(PreparedStatement statement) throws SQLException {
        List<Object[]> all = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Object[] row = new Object[rows.getMetaData().getColumnCount()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = rows.getObject(i + 1);
                }
                all.add(row);
            }
        }
        return all;
    }

    private static <T> T fake(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) -> calls.answer(method.getName(), args)));
    }

    private interface Calls {
        Object answer(String name, Object[] args) throws SQLException;
    }

    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }
}
