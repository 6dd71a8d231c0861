package io.precinct99.stage.vault;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a development vault is made of.
 *
 * @param setup the folder of set-up files ({@code src/setup/vault} of the checkout)
 * @param jwtKeys keys that sign JWT-SVIDs
 * @param trustBundle CA certificates of X.509-SVIDs, asked at every log-in
 * @param database the admin login; without one, credentials are refused
 * @param port loopback port, 0 for any
 * @param ttls lives that replace those of the set-up files
 * @param revocationRetry wait before the first own retry of a failed revocation, doubled at each of the six
 * @param namespaces values of X-Vault-Namespace that exist
 */
public record VaultSettings(
        Path setup,
        JwtKeys jwtKeys,
        Supplier<? extends Collection<X509Certificate>> trustBundle,
        Optional<DatabaseAdmin> database,
        int port,
        Ttls ttls,
        Duration revocationRetry,
        Set<String> namespaces) {

    /** A vault without identities and database, on any port. */
    public static VaultSettings from(Path setup) {
        JwtKeys none = () -> {
            throw new IOException("no key source is configured");
        };
        return new VaultSettings(
                setup, none, List::of, Optional.empty(), 0, Ttls.OF_SETUP, Duration.ofSeconds(20), Set.of());
    }

    public VaultSettings withJwtKeys(JwtKeys keys) {
        return new VaultSettings(setup, keys, trustBundle, database, port, ttls, revocationRetry, namespaces);
    }

    public VaultSettings withTrustBundle(Supplier<? extends Collection<X509Certificate>> bundle) {
        return new VaultSettings(setup, jwtKeys, bundle, database, port, ttls, revocationRetry, namespaces);
    }

    public VaultSettings withDatabase(DatabaseAdmin admin) {
        return new VaultSettings(
                setup, jwtKeys, trustBundle, Optional.of(admin), port, ttls, revocationRetry, namespaces);
    }

    public VaultSettings withPort(int fixed) {
        return new VaultSettings(setup, jwtKeys, trustBundle, database, fixed, ttls, revocationRetry, namespaces);
    }

    public VaultSettings withTtls(Ttls lives) {
        return new VaultSettings(setup, jwtKeys, trustBundle, database, port, lives, revocationRetry, namespaces);
    }

    public VaultSettings withRevocationRetry(Duration first) {
        return new VaultSettings(setup, jwtKeys, trustBundle, database, port, ttls, first, namespaces);
    }

    public VaultSettings withNamespaces(Set<String> known) {
        return new VaultSettings(setup, jwtKeys, trustBundle, database, port, ttls, revocationRetry, known);
    }
}
