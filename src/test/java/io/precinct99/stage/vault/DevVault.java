package io.precinct99.stage.vault;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/** A running development vault. Safe for use by several threads. */
public final class DevVault implements AutoCloseable {

    private static final Duration PATIENCE_AT_CLOSE = Duration.ofMillis(900);

    private final InstantSource clock = InstantSource.system();
    private final Faults faults = new Faults();
    private final Deadlines deadlines = new Deadlines(clock);
    private final AtomicReference<Ttls> ttls;
    private final ServerIdentity identity = ServerIdentity.create();
    private final Database database;
    private final Leases leases;
    private final Tokens tokens;
    private final CallCounts counts;
    private final HandedOut handedOut = new HandedOut();
    private final HttpFront front;
    private boolean stopped = true;

    private DevVault(VaultSettings settings) {
        var setup = new SetupFiles(settings.setup());
        ttls = new AtomicReference<>(settings.ttls());
        database = new Database(settings.database());
        leases = new Leases(database, deadlines, clock, settings.revocationRetry());
        tokens = new Tokens(clock, deadlines, leases::tokenEnded);
        var routes = routes(settings, setup);
        counts = new CallCounts(routes);
        var dispatcher = new Dispatcher(routes, tokens, setup.policies(), faults, settings.namespaces());
        front = new HttpFront(
                identity.tls(), settings.port(), faults, counts, call -> handedOut.noted(dispatcher.answer(call)));
    }

    /** Makes a vault from its set-up files and lets it listen; returns when it answers. */
    public static DevVault start(VaultSettings settings) {
        var vault = new DevVault(settings);
        vault.start();
        return vault;
    }

    private Routes routes(VaultSettings settings, SetupFiles setup) {
        var routes = new Routes();
        var transit = new TransitKeys(setup.transitKeys(), clock);
        var jwtRoles = each(setup.jwtRoles(), (name, json) -> JwtRole.of(json, ttls::get));
        var certRoles = each(setup.certRoles(), (name, json) -> CertLogin.Role.of(json, ttls::get));
        var names = each(setup.databaseConnections(), (name, json) -> UsernameTemplate.of(json));
        var logins = each(setup.databaseRoles(), (name, json) -> DatabaseRole.of(name, json, names, ttls::get));
        new HealthApi(faults, clock).addTo(routes);
        new JwtLogin(jwtRoles, settings.jwtKeys(), tokens, clock).addTo(routes);
        new CertLogin(certRoles, settings.trustBundle(), tokens).addTo(routes);
        new TokenApi(tokens, clock).addTo(routes);
        new KeyValues(clock).addTo(routes);
        transit.addTo(routes);
        new TransitSigning(transit).addTo(routes);
        new DatabaseCredentials(logins, database, leases, tokens, faults, clock).addTo(routes);
        new LeaseApi(leases, clock).addTo(routes);
        return routes;
    }

    private static <T> Map<String, T> each(Map<String, JsonObject> files, BiFunction<String, JsonObject, T> reader) {
        var values = new TreeMap<String, T>();
        files.forEach((name, json) -> values.put(name, reader.apply(name, json)));
        return values;
    }

    /** Base address without {@code /v1}; the same after every restart. */
    public URI uri() {
        return URI.create("https://localhost:" + front.port());
    }

    /** The CA that signed the server certificate, and signs nothing else. */
    public X509Certificate caCertificate() {
        return identity.ca();
    }

    public String caPem() {
        try {
            var base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(identity.ca().getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("the CA certificate cannot be encoded", e);
        }
    }

    /** May everything. Never in a log, and given to nobody but the one who made the vault. */
    public String rootToken() {
        return tokens.root().value();
    }

    /** Adds a fault to those that are on. */
    public void inject(Fault fault) {
        faults.inject(fault);
        holdOrRelease();
    }

    /** Ends all faults; what hung is answered now, what fell due while sealed ends now. */
    public void heal() {
        faults.heal();
        holdOrRelease();
        front.resume();
    }

    /** New lives for the tokens and leases that are made from now on. */
    public void ttls(Ttls lives) {
        ttls.set(lives);
    }

    /** Requests so far, by method and class of path, such as {@code GET database/creds/{role}}. */
    public Map<String, Long> calls() {
        return counts.snapshot();
    }

    /** Every token, password and lease id that was given to anybody so far. */
    public Set<String> secretsHandedOut() {
        return handedOut.secrets();
    }

    /** Leases that live now. */
    public int liveLeases() {
        return leases.under("").size();
    }

    /** Revokes every lease that lives now. */
    public void revokeLeases() {
        leases.revokeAll(PATIENCE_AT_CLOSE);
    }

    /** Revokes every token but root's, and with each the leases that it made. */
    public void revokeTokens() {
        tokens.revokeAll();
    }

    /** Tokens that live now, root's not counted. */
    public int liveTokens() {
        return tokens.count();
    }

    /** Listens again on the same port, with the tokens, leases, keys and secrets of before. */
    public synchronized void start() {
        try {
            front.start();
        } catch (IOException e) {
            throw new UncheckedIOException("the development vault cannot listen", e);
        }
        stopped = false;
        holdOrRelease();
    }

    /** Cuts every connection and listens no more; nothing expires until the next start. */
    public synchronized void stop() {
        stopped = true;
        holdOrRelease();
        front.stop();
    }

    /** Revokes every lease that lives and ends all threads, within two seconds. */
    @Override
    public void close() {
        front.close();
        deadlines.close();
        leases.revokeAll(PATIENCE_AT_CLOSE);
        database.close();
    }

    private synchronized void holdOrRelease() {
        if (stopped || faults.everywhere(Fault.Kind.SEALED)) {
            deadlines.hold();
        } else {
            deadlines.release();
        }
    }
}
