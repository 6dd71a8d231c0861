package io.precinct99.stage.spiffe;

import io.spiffe.spiffeid.TrustDomain;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a {@link DevelopmentTrustDomain} is set up.
 *
 * @param trustDomain name of the trust domain
 * @param socket where the Workload API listens
 * @param x509SvidLife life of an X.509-SVID; a fresh one is pushed at half of it, ±10 %
 * @param jwtSvidLife life of a JWT-SVID
 * @param authorityLife life of the certificate authority; the next one is published at half of it and signs at 5/6
 * @param jwks loopback address of the OIDC discovery endpoint; port 0 takes a free one
 * @param state where keys survive a restart; none keeps them in memory
 * @param commonName whether leaf certificates carry their DNS name as common name too, as SPIRE's do; certificate log-in
 *     of a vault names the caller by it
 */
public record TrustDomainSettings(
        TrustDomain trustDomain,
        Path socket,
        Duration x509SvidLife,
        Duration jwtSvidLife,
        Duration authorityLife,
        InetSocketAddress jwks,
        Optional<Path> state,
        boolean commonName) {

    public TrustDomainSettings {
        requireLife("X.509-SVID life", x509SvidLife, authorityLife);
        requireLife("JWT-SVID life", jwtSvidLife, authorityLife);
        if (jwks.isUnresolved() || !jwks.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("the JWKS endpoint must listen on loopback, not on " + jwks);
        }
    }

    /** SPIRE's own lives: X.509-SVID 1 h, JWT-SVID 5 min, authority 24 h; a free JWKS port, no state. */
    public static TrustDomainSettings of(String trustDomain, Path socket) {
        return new TrustDomainSettings(
                TrustDomain.parse(trustDomain),
                socket,
                Duration.ofHours(1),
                Duration.ofMinutes(5),
                Duration.ofHours(24),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(),
                false);
    }

    public TrustDomainSettings withLives(Duration x509Svid, Duration jwtSvid, Duration authority) {
        return new TrustDomainSettings(trustDomain, socket, x509Svid, jwtSvid, authority, jwks, state, commonName);
    }

    public TrustDomainSettings withJwksPort(int port) {
        InetSocketAddress address = new InetSocketAddress(jwks.getAddress(), port);
        return new TrustDomainSettings(
                trustDomain, socket, x509SvidLife, jwtSvidLife, authorityLife, address, state, commonName);
    }

    public TrustDomainSettings withState(Path directory) {
        return new TrustDomainSettings(
                trustDomain,
                socket,
                x509SvidLife,
                jwtSvidLife,
                authorityLife,
                jwks,
                Optional.of(directory),
                commonName);
    }

    public TrustDomainSettings withCommonName() {
        return new TrustDomainSettings(
                trustDomain, socket, x509SvidLife, jwtSvidLife, authorityLife, jwks, state, true);
    }

    private static void requireLife(String name, Duration life, Duration authorityLife) {
        if (life.compareTo(Duration.ofSeconds(1)) < 0 || life.compareTo(authorityLife) > 0) {
            throw new IllegalArgumentException(
                    name + " must be at least 1 s and at most the authority's " + authorityLife + ", not " + life);
        }
    }
}
