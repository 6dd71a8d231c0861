package io.precinct99.bench;

import io.precinct99.stage.EmbeddedStage;
import io.precinct99.stage.RealStage;
import io.precinct99.stage.Stage;
import io.precinct99.stage.vault.DevVault;
import io.precinct99.stage.vault.Fault;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What is done to the vault behind the application's back, on either stage. */
interface VaultFaults {
    /** Every database lease, at once; returns when the roles are gone. */
    void revokeLeases() throws IOException;

    /** It keeps its connections and answers nobody. */
    void freeze() throws IOException;

    void thaw() throws IOException;

    static VaultFaults of(Stage stage) {
        if (stage instanceof EmbeddedStage embedded) {
            return new OfDevelopmentVault(embedded.vault());
        }
        return new OfRealVault((RealStage) stage);
    }

    /** SIGSTOP and SIGCONT. */
    record OfRealVault(RealStage stage) implements VaultFaults {
        @Override
        public void revokeLeases() throws IOException {
            stage.run("revoke-leases");
        }

        @Override
        public void freeze() throws IOException {
            stage.run("freeze", "vault");
        }

        @Override
        public void thaw() throws IOException {
            stage.run("thaw", "vault");
        }
    }

    /** The development vault lives in this process: it hangs instead of being stopped. */
    record OfDevelopmentVault(DevVault vault) implements VaultFaults {
        @Override
        public void revokeLeases() throws IOException {
            HttpRequest request = HttpRequest.newBuilder(
                            vault.uri().resolve("/v1/sys/leases/revoke-prefix/database/creds"))
                    .header("X-Vault-Token", vault.rootToken())
                    .timeout(Duration.ofSeconds(10))
                    .PUT(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            try {
                int status = HttpClient.newBuilder()
                        .sslContext(trust())
                        .build()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status != 204) {
                    throw new IOException("the vault answered " + status);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void freeze() {
            vault.inject(Fault.HANG);
        }

        @Override
        public void thaw() {
            vault.heal();
        }

        private SSLContext trust() throws GeneralSecurityException, IOException {
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            authorities.setCertificateEntry("vault", vault.caCertificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        }
    }
}
