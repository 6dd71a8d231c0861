package io.precinct99.stage.spiffe;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The parts of a running trust domain: opened together, closed together, told of each publication in order. */
final class TrustDomainParts {

    private static final Logger LOG = Logger.getLogger(TrustDomainParts.class.getName());

    private final Optional<StateDirectory> state;
    private final AuthorityStore store;
    private final Issuer issuer;
    private final ServingCertificate serving;
    private final AtomicReference<Publication> published;
    private final JwksEndpoint jwks;
    private final WorkloadApi api;
    private final WorkloadApiSocket socket;

    private TrustDomainParts(
            TrustDomainSettings settings, InstantSource clock, SocketFile file, Optional<StateDirectory> state)
            throws IOException {
        this.state = state;
        this.store = new AuthorityStore(state);
        this.issuer = new Issuer(settings, clock, store.load());
        this.serving = ServingCertificate.loadOrCreate(state, clock.instant());
        this.published = new AtomicReference<>(issuer.publication());
        store.save(published.get().authorities());
        this.jwks = new JwksEndpoint(
                settings.jwks(), serving, () -> new TrustBundle(published.get().authorities()).oidcKeys());
        this.api = new WorkloadApi(
                new X509Answers(settings.trustDomain()),
                new JwtAnswers(settings, jwks.issuer(), clock),
                published.get());
        this.socket = new WorkloadApiSocket(file, api);
    }

    /** Opens everything but the socket, which the first publication starts; leaves nothing behind when it fails. */
    static TrustDomainParts open(TrustDomainSettings settings, InstantSource clock) throws IOException {
        SocketFile file = new SocketFile(settings.socket());
        file.claim();
        Optional<StateDirectory> state = settings.state().isPresent()
                ? Optional.of(StateDirectory.open(settings.state().get()))
                : Optional.empty();
        try {
            return new TrustDomainParts(settings, clock, file, state);
        } catch (IOException | RuntimeException e) {
            closeState(state);
            throw e;
        }
    }

    Issuer issuer() {
        return issuer;
    }

    Publication published() {
        return published.get();
    }

    ServingCertificate serving() {
        return serving;
    }

    JwksEndpoint jwks() {
        return jwks;
    }

    WorkloadApiSocket socket() {
        return socket;
    }

    /** Keys are stored before anybody can trust them. */
    void publish() throws IOException {
        Publication next = issuer.publication();
        if (!next.authorities().equals(published.get().authorities())) {
            store.save(next.authorities());
        }
        published.set(next);
        if (next.has(Fault.STOPPED)) {
            socket.stop();
            api.abandon();
        }
        api.publish(next);
        if (!next.has(Fault.STOPPED)) {
            socket.start();
        }
    }

    void close() {
        try {
            socket.stop();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the socket could not be removed", e);
        }
        api.abandon();
        jwks.close();
        closeState(state);
    }

    private static void closeState(Optional<StateDirectory> state) {
        try {
            if (state.isPresent()) {
                state.get().close();
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the state directory could not be given back", e);
        }
    }
}
