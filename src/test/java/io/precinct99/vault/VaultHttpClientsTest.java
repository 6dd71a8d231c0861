package io.precinct99.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.precinct99.HeardLogs;
import io.precinct99.identity.IdentityConfig;
import io.precinct99.identity.IdentitySource;
import io.precinct99.problem.ConfigErrors;
import io.precinct99.problem.MapConfig;
import io.precinct99.stage.EmbeddedStage;
import io.precinct99.stage.Eventually;
import io.precinct99.stage.spiffe.DevelopmentTrustDomain;
import io.precinct99.stage.spiffe.TrustDomainSettings;
import io.precinct99.stage.vault.DevVault;
import io.precinct99.stage.vault.VaultSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Authorities and SVIDs change while the process runs. */
class VaultHttpClientsTest {
    private final HeardLogs heard = new HeardLogs(VaultHttpClients.class);

    @TempDir
    private Path folder;

    private Path caFile;
    private int writes;
    private DevVault vault;
    private DevelopmentTrustDomain trustDomain;
    private IdentitySource identities;

    @BeforeEach
    void start() throws Exception {
        caFile = folder.resolve("ca.pem");
        vault = DevVault.start(VaultSettings.from(Path.of("src/setup/vault")));
        trustDomain = DevelopmentTrustDomain.start(
                TrustDomainSettings.of("precinct99.internal", folder.resolve("agent.sock")));
        trustDomain.register(EmbeddedStage.WORKLOAD);
        identities = new IdentitySource(new IdentityConfig(trustDomain.endpoint()), InstantSource.system());
        awaitIdentity(1);
    }

    @AfterEach
    void end() throws Exception {
        identities.close();
        trustDomain.close();
        vault.close();
        heard.close();
    }

    @Test
    void changedAuthoritiesAreTrustedFromTheNextCallOn() throws Exception {
        authorities(trustDomain.bundlePem()); // others than the vault's
        VaultHttpClients clients = clients("jwt");
        HttpClient first = clients.get();
        assertThat(clients.get()).isSameAs(first);
        assertThatThrownBy(() -> ask(first)).isInstanceOf(SSLException.class);

        authorities(vault.caPem());
        HttpClient second = clients.get();
        assertThat(second).isNotSameAs(first);
        assertThat(ask(second)).isEqualTo(200);

        authorities(trustDomain.bundlePem());
        assertThatThrownBy(() -> ask(clients.get())).isInstanceOf(SSLException.class);
        assertThat(heard.warnings).isEmpty();
    }

    @Test
    void authoritiesThatCannotBeReadKeepTheClientThatWorksAndAreWarnedOfOnce() throws Exception {
        authorities(vault.caPem());
        VaultHttpClients clients = clients("jwt");
        HttpClient working = clients.get();

        authorities("-----BEGIN CERTIFICATE-----\nhalf of i");
        assertThat(clients.get()).isSameAs(working);
        assertThat(clients.get()).isSameAs(working);
        assertThat(heard.warnings).singleElement().asString().contains("VAULT_CACERT changed and cannot be used");

        authorities("");
        assertThat(clients.get()).isSameAs(working);
        assertThat(heard.warnings).hasSize(2);
        assertThat(ask(clients.get())).isEqualTo(200);

        authorities(vault.caPem());
        assertThat(clients.get()).isNotSameAs(working);
        assertThat(ask(clients.get())).isEqualTo(200);
    }

    @Test
    void fileThatIsMissingWhileItIsReplacedKeepsTheClientThatWorks() throws Exception {
        authorities(vault.caPem());
        VaultHttpClients clients = clients("jwt");
        HttpClient working = clients.get();
        Files.delete(caFile);
        assertThat(clients.get()).isSameAs(working);
        assertThat(heard.warnings).isEmpty();
    }

    @Test
    void certificateLogInShowsANewSvidOnANewClient() throws Exception {
        authorities(vault.caPem());
        VaultHttpClients byCertificate = clients("cert");
        VaultHttpClients byJwt = clients("jwt");
        HttpClient certificate = byCertificate.get();
        HttpClient jwt = byJwt.get();
        assertThat(byCertificate.get()).isSameAs(certificate);

        long updates = identities.current().orElseThrow().updates();
        trustDomain.rotateAuthority();
        awaitIdentity(updates + 1);
        assertThat(byCertificate.get()).isNotSameAs(certificate);
        assertThat(byJwt.get()).isSameAs(jwt);
    }

    private VaultHttpClients clients(String method) {
        MapConfig config = MapConfig.of(
                "VAULT_ADDR",
                vault.uri().toString(),
                "VAULT_CACERT",
                caFile.toString(),
                "precinct99.vault.auth.method",
                method);
        ConfigErrors errors = new ConfigErrors();
        VaultHttpClients clients = new VaultHttpClients(VaultConfig.from(config, errors), identities);
        errors.check();
        return clients;
    }

    /** Each time a second later than before, whatever the file system tells apart. */
    private void authorities(String pem) throws IOException {
        Files.writeString(caFile, pem, US_ASCII);
        Files.setLastModifiedTime(caFile, FileTime.from(Instant.EPOCH.plusSeconds(++writes)));
    }

    private int ask(HttpClient client) throws Exception {
        URI health = vault.uri().resolve("/v1/sys/health");
        return client.send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private void awaitIdentity(long updates) throws Exception {
        Eventually.holds("identity " + updates, Duration.ofSeconds(20), () -> {
            identities.supervise();
            return identities
                    .current()
                    .filter(identity -> identity.updates() >= updates)
                    .isPresent();
        });
    }
}
