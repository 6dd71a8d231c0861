package io.precinct99.stage;

import io.precinct99.stage.spiffe.DevelopmentTrustDomain;
import io.precinct99.stage.spiffe.TrustDomainSettings;
import io.precinct99.stage.vault.DatabaseAdmin;
import io.precinct99.stage.vault.DevVault;
import io.precinct99.stage.vault.JwtKeys;
import io.precinct99.stage.vault.VaultSettings;
import io.spiffe.spiffeid.SpiffeId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** PostgreSQL, trust domain and vault, started together in one directory and listening on loopback only. */
public final class EmbeddedStage implements Stage, AutoCloseable {
    public static final SpiffeId WORKLOAD = SpiffeId.parse("spiffe://precinct99.internal/ns/99-apps/sa/precinct99");

    private final Path directory;
    private final StagePostgres postgres;
    private final DevelopmentTrustDomain trustDomain;
    private final DevVault vault;

    private EmbeddedStage(Path directory, StagePostgres postgres, DevelopmentTrustDomain trustDomain, DevVault vault) {
        this.directory = directory;
        this.postgres = postgres;
        this.trustDomain = trustDomain;
        this.vault = vault;
    }

    /**
     * Starts all three; whatever a killed predecessor left in the directory is ended and removed.
     *
     * @param vaultPort 0 takes a free one, as does {@code postgresPort}
     */
    public static EmbeddedStage start(Path directory, int vaultPort, int postgresPort)
            throws IOException, SQLException {
        return start(directory, vaultPort, postgresPort, settings -> settings);
    }

    /** The same with a trust domain of other settings. */
    public static EmbeddedStage start(
            Path directory, int vaultPort, int postgresPort, UnaryOperator<TrustDomainSettings> identities)
            throws IOException, SQLException {
        Path home = Files.createDirectories(directory.toAbsolutePath());
        StagePostgres postgres = null;
        DevelopmentTrustDomain trustDomain = null;
        try {
            postgres = StagePostgres.start(home, postgresPort);
            trustDomain = DevelopmentTrustDomain.start(identities.apply(
                    TrustDomainSettings.of(WORKLOAD.getTrustDomain().getName(), home.resolve("agent.sock"))));
            trustDomain.register(WORKLOAD);
            DevVault vault = DevVault.start(settings(postgres, trustDomain, vaultPort));
            Files.writeString(home.resolve("vault-ca.pem"), vault.caPem());
            return new EmbeddedStage(home, postgres, trustDomain, vault);
        } catch (IOException | SQLException | RuntimeException e) {
            if (trustDomain != null) {
                trustDomain.close();
            }
            if (postgres != null) {
                postgres.close();
            }
            throw e;
        }
    }

    /** A name for a folder below {@code target} that no other JVM uses: Maven runs the tests in several at once. */
    public static String ofThisJvm(String name) {
        return name + "-" + System.getProperty("tests.fork", "fork1");
    }

    public StagePostgres postgres() {
        return postgres;
    }

    public DevelopmentTrustDomain trustDomain() {
        return trustDomain;
    }

    public DevVault vault() {
        return vault;
    }

    @Override
    public Connection superuser() throws SQLException {
        return postgres.superuser();
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("PRECINCT99_STAGE", "embedded");
        environment.put("PRECINCT99_DEMO", "true");
        environment.put("SPIFFE_ENDPOINT_SOCKET", trustDomain.endpoint());
        environment.put("VAULT_ADDR", vault.uri().toString());
        environment.put("VAULT_CACERT", directory.resolve("vault-ca.pem").toString());
        environment.put("DB_HOST", "localhost");
        environment.put("DB_PORT", String.valueOf(postgres.port()));
        environment.put("DB_NAME", StagePostgres.DATABASE);
        environment.put("DB_SSLMODE", "disable");
        environment.put("PRECINCT99_GITHUB_URL", "http://localhost:9"); // nobody: tests never leave this machine
        return environment;
    }

    @Override
    public void close() throws IOException {
        vault.close();
        trustDomain.close();
        postgres.close();
    }

    private static VaultSettings settings(StagePostgres postgres, DevelopmentTrustDomain trustDomain, int port) {
        return VaultSettings.from(Path.of("src/setup/vault"))
                .withJwtKeys(JwtKeys.at(trustDomain.jwksUri(), trustDomain.jwksCaPem()))
                .withTrustBundle(() -> certificates(trustDomain.bundlePem()))
                .withDatabase(new DatabaseAdmin(postgres.url(), StagePostgres.VAULT_LOGIN, postgres.vaultPassword()))
                .withPort(port);
    }

    private static List<X509Certificate> certificates(String pem) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException e) {
            throw new IllegalStateException("the development trust domain made an unreadable bundle", e);
        }
    }
}
