package io.precinct99.stage.spiffe;

import io.spiffe.spiffeid.TrustDomain;
import java.time.Duration;
import java.time.Instant;

/** One generation of signing keys: certificates and tokens rotate together. */
record Authority(CertificateAuthority x509, JwtAuthority jwt) {

    static Authority create(TrustDomain trustDomain, Instant now, Duration life) {
        return new Authority(CertificateAuthority.create(trustDomain, now, life), JwtAuthority.create());
    }

    boolean hasEnded(Instant now) {
        return !now.isBefore(x509.notAfter());
    }

    /** Whether so large a part of its life is over. */
    boolean isPast(double part, Instant now) {
        Duration life = Duration.between(x509.notBefore(), x509.notAfter());
        Duration age = Duration.between(x509.notBefore(), now);
        return age.toMillis() >= part * life.toMillis();
    }
}
