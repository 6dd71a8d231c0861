package io.precinct99.stage.spiffe;

import io.spiffe.spiffeid.SpiffeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A SPIFFE trust domain for development and tests: Workload API, registration entries, authorities and OIDC discovery,
 * seen by one workload. Every change is in force when its method returns, and on its way to open streams. Thread-safe.
 *
 * <p>Methods that change something throw {@link UncheckedIOException} when the state directory cannot be written.
 */
public final class DevelopmentTrustDomain implements AutoCloseable {

    private final TrustDomainParts parts;
    private final RenewalTimer timer = new RenewalTimer(this::renew);
    private boolean closed;

    private DevelopmentTrustDomain(TrustDomainParts parts) {
        this.parts = parts;
    }

    /** Serves when it returns; nobody has an identity yet. */
    public static DevelopmentTrustDomain start(TrustDomainSettings settings) throws IOException {
        return start(settings, InstantSource.system());
    }

    /** The same on a clock of the caller's, from which all validity is read. */
    public static DevelopmentTrustDomain start(TrustDomainSettings settings, InstantSource clock) throws IOException {
        TrustDomainParts parts = TrustDomainParts.open(settings, clock);
        DevelopmentTrustDomain trustDomain = new DevelopmentTrustDomain(parts);
        try {
            trustDomain.change(unchanged -> {});
            return trustDomain;
        } catch (UncheckedIOException e) {
            trustDomain.close();
            throw e.getCause();
        } catch (RuntimeException e) {
            trustDomain.close();
            throw e;
        }
    }

    /** Entitles the workload to an identity; the first one is its default. */
    public void register(SpiffeId id) {
        change(issuer -> issuer.register(id));
    }

    /** Takes an identity away; with the last one, streams end with PERMISSION_DENIED. */
    public void deregister(SpiffeId id) {
        change(issuer -> issuer.deregister(id));
    }

    /** Publishes a new authority that does not sign yet. */
    public void prepareAuthority() {
        change(Issuer::prepare);
    }

    /**
     * Lets the oldest prepared authority sign and re-issues every X.509-SVID.
     *
     * @throws IllegalStateException when none is prepared
     */
    public void activateAuthority() {
        change(Issuer::activate);
    }

    /** Publishes a new authority, then lets it sign; the old one stays in the bundle. */
    public synchronized void rotateAuthority() {
        prepareAuthority();
        activateAuthority();
    }

    /** Removes the authorities before the signing one from the bundle and re-issues every X.509-SVID. */
    public void revokeOldAuthorities() {
        change(Issuer::revokeOld);
    }

    /** Fails in this way, and no other, until healed. */
    public void inject(Fault fault) {
        change(issuer -> issuer.fail(Optional.of(fault)));
    }

    /** Ends the fault; held calls are answered, a stopped socket serves again. */
    public void heal() {
        change(issuer -> issuer.fail(Optional.empty()));
    }

    /** X.509 authorities, oldest first. */
    public String bundlePem() {
        return new TrustBundle(parts.published().authorities()).pem();
    }

    /** Whom to trust when reading {@link #jwksUri()}. */
    public String jwksCaPem() {
        return parts.serving().pem();
    }

    /** The {@code iss} of JWT-SVIDs, and base of the discovery document. */
    public URI issuer() {
        return parts.jwks().issuer();
    }

    public URI jwksUri() {
        return issuer().resolve("/keys");
    }

    public Path socket() {
        return parts.socket().path();
    }

    /** As it stands in {@code SPIFFE_ENDPOINT_SOCKET}. */
    public String endpoint() {
        return "unix:" + socket();
    }

    /** Ends connections, removes the socket and ends all threads, within a second. Does nothing the second time. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            timer.close();
            parts.close();
        }
    }

    private synchronized void change(Consumer<Issuer> change) {
        if (closed) {
            throw new IllegalStateException("the trust domain is closed");
        }
        try {
            change.accept(parts.issuer());
            parts.publish();
            timer.schedule(parts.issuer().untilRenewal());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void renew() {
        if (closed) {
            return;
        }
        change(Issuer::prepareIfDue);
        change(issuer -> {
            issuer.activateIfDue();
            issuer.reissue();
        });
    }
}
