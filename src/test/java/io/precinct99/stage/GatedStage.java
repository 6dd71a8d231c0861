package io.precinct99.stage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** A stage with a {@link Gate} before each of its parts, for one server: what others see of the stage is untouched. */
public final class GatedStage implements Stage, AutoCloseable {
    private final Stage stage;
    private final Gate spire;
    private final Gate vault;
    private final Gate database;

    private GatedStage(Stage stage, Gate spire, Gate vault, Gate database) {
        this.stage = stage;
        this.spire = spire;
        this.vault = vault;
        this.database = database;
    }

    /** All gates are open. */
    public static GatedStage before(Stage stage) throws IOException {
        Map<String, String> environment = stage.environment();
        URI vault = URI.create(environment.get("VAULT_ADDR"));
        return new GatedStage(
                stage,
                Gate.before(Path.of(environment.get("SPIFFE_ENDPOINT_SOCKET").substring("unix:".length()))),
                Gate.before(vault.getHost(), vault.getPort()),
                Gate.before(environment.get("DB_HOST"), Integer.parseInt(environment.get("DB_PORT"))));
    }

    public Gate spire() {
        return spire;
    }

    public Gate vault() {
        return vault;
    }

    public Gate database() {
        return database;
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(stage.environment());
        URI address = URI.create(environment.get("VAULT_ADDR"));
        environment.put("SPIFFE_ENDPOINT_SOCKET", "unix:" + spire.path());
        environment.put("VAULT_ADDR", "https://" + address.getHost() + ":" + vault.port());
        environment.put("DB_PORT", String.valueOf(database.port()));
        return environment;
    }

    @Override
    public Connection superuser() throws SQLException {
        return stage.superuser();
    }

    @Override
    public void close() throws IOException {
        spire.close();
        vault.close();
        database.close();
    }
}
