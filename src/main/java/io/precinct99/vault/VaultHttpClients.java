package io.precinct99.vault;

import io.precinct99.identity.ClientTls;
import io.precinct99.identity.IdentitySource;
import io.precinct99.identity.WorkloadIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * The HTTP client for the vault, made anew when the CA file changes and, with certificate log-in, when the SVID does: a kept
 * connection would go on showing the old certificate. A CA file that cannot be read keeps the client that works.
 */
final class VaultHttpClients implements Supplier<HttpClient> {
    private static final Logger LOG = Logger.getLogger(VaultHttpClients.class.getName());

    private final VaultConfig config;
    private final IdentitySource identities;
    private volatile Made made;

    VaultHttpClients(VaultConfig config, IdentitySource identities) {
        this.config = config;
        this.identities = identities;
    }

    @Override
    public HttpClient get() {
        Made last = made;
        Basis basis = basis(last);
        return last != null && last.basis.equals(basis) ? last.client : remake(basis);
    }

    private synchronized HttpClient remake(Basis basis) {
        Made last = made;
        if (last != null && last.basis.equals(basis)) {
            return last.client;
        }
        try {
            made = new Made(basis, connect());
        } catch (IOException | GeneralSecurityException e) {
            if (last == null) {
                throw VaultException.unavailable("VAULT_CACERT cannot be used: " + e.getMessage(), e);
            }
            LOG.warning("VAULT_CACERT changed and cannot be used; keeping the previous authorities. reason=\""
                    + e.getMessage() + "\"");
            made = new Made(basis, last.client);
        }
        return made.client;
    }

    private HttpClient connect() throws IOException, GeneralSecurityException {
        return showing(
                config, config.authMethod() == VaultConfig.AuthMethod.CERT ? identities.current() : Optional.empty());
    }

    /** A client that shows this identity, or none, to a vault that asks for a certificate. */
    static HttpClient showing(VaultConfig config, Optional<WorkloadIdentity> shown)
            throws IOException, GeneralSecurityException {
        TrustManager[] trust =
                config.caFile().isPresent() ? trust(config.caFile().get()) : null;
        SSLContext tls = ClientTls.context(shown, trust);
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(tls)
                .build();
    }

    private static TrustManager[] trust(Path caFile) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        Collection<? extends Certificate> authorities;
        try (InputStream in = Files.newInputStream(caFile)) {
            authorities = CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
        if (authorities.isEmpty()) {
            throw new GeneralSecurityException("the file holds no certificate");
        }
        for (Certificate authority : authorities) {
            store.setCertificateEntry("ca-" + store.size(), authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private Basis basis(Made last) {
        Optional<FileTime> changed = config.caFile().flatMap(file -> {
            try {
                return Optional.of(Files.getLastModifiedTime(file));
            } catch (IOException e) {
                return last == null ? Optional.empty() : last.basis.caChanged; // being replaced: keep what works
            }
        });
        long svid = config.authMethod() == VaultConfig.AuthMethod.CERT
                ? identities.current().map(WorkloadIdentity::updates).orElse(0L)
                : 0;
        return new Basis(changed, svid);
    }

    private record Basis(Optional<FileTime> caChanged, long svidUpdate) {}

    private record Made(Basis basis, HttpClient client) {}
}
