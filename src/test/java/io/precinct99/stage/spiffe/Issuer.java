package io.precinct99.stage.spiffe;

import io.spiffe.spiffeid.SpiffeId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Decides what is published: entries, authorities, the SVIDs of both, the fault. Not thread-safe. */
final class Issuer {

    private static final double PREPARE_AT = 1.0 / 2;
    private static final double ACTIVATE_AT = 5.0 / 6;
    private static final Duration EXPIRED_SINCE = Duration.ofMinutes(1);

    private final TrustDomainSettings settings;
    private final InstantSource clock;
    private final Set<SpiffeId> entries = new LinkedHashSet<>();
    private Authorities authorities;
    private Optional<Fault> fault = Optional.empty();
    private List<X509Leaf> svids = List.of();
    private Instant renewAt;

    Issuer(TrustDomainSettings settings, InstantSource clock, Optional<Authorities> stored) {
        this.settings = settings;
        this.clock = clock;
        this.authorities = stored.orElseGet(() -> new Authorities(List.of(newAuthority()), 0));
        prepareIfDue();
        activateIfDue();
        reissue();
    }

    Publication publication() {
        return new Publication(svids, authorities, fault);
    }

    Duration untilRenewal() {
        return Duration.between(clock.instant(), renewAt);
    }

    void register(SpiffeId id) {
        if (!id.memberOf(settings.trustDomain())) {
            throw new IllegalArgumentException(id + " is no member of " + settings.trustDomain());
        }
        if (entries.add(id)) {
            reissue();
        }
    }

    void deregister(SpiffeId id) {
        if (entries.remove(id)) {
            reissue();
        }
    }

    void fail(Optional<Fault> next) {
        boolean expiredChanges = isExpired(fault) != isExpired(next);
        fault = next;
        if (expiredChanges) {
            reissue();
        }
    }

    void prepare() {
        authorities = authorities.prepared(newAuthority());
    }

    void activate() {
        authorities = authorities.activated();
        reissue();
    }

    void revokeOld() {
        authorities = authorities.withoutOld();
        reissue();
    }

    void prepareIfDue() {
        authorities = authorities.withoutEnded(clock.instant());
        if (!authorities.hasPrepared() && authorities.signer().isPast(PREPARE_AT, clock.instant())) {
            prepare();
        }
    }

    void activateIfDue() {
        while (authorities.hasPrepared() && authorities.signer().isPast(ACTIVATE_AT, clock.instant())) {
            authorities = authorities.activated();
        }
    }

    void reissue() {
        Instant now = clock.instant();
        CertificateAuthority signer = authorities.signer().x509();
        Duration life = settings.x509SvidLife();
        Instant issued = isExpired(fault) ? now.minus(life).minus(EXPIRED_SINCE) : now;
        svids = entries.stream()
                .map(id -> signer.issue(id, Validity.from(issued, life), settings.commonName()))
                .toList();
        renewAt = now.plus(halfOf(shorter(life, Duration.between(now, signer.notAfter()))));
    }

    private Authority newAuthority() {
        return Authority.create(settings.trustDomain(), clock.instant(), settings.authorityLife());
    }

    private static boolean isExpired(Optional<Fault> fault) {
        return fault.filter(Fault.EXPIRED::equals).isPresent();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Half of a life, ±10 %, as SPIRE's agents spread their renewals. */
    private static Duration halfOf(Duration life) {
        return Duration.ofMillis(
                (long) (life.toMillis() / 2.0 * ThreadLocalRandom.current().nextDouble(0.9, 1.1)));
    }
}
