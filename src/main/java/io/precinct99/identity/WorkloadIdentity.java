package io.precinct99.identity;

import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.svid.x509svid.X509Svid;
import io.spiffe.workloadapi.X509Context;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One X.509-SVID together with the trust bundle that came with it (SPIFFE X509-SVID, Workload API section 5.2.1).
 * Immutable: key, chain and bundle are replaced as one.
 *
 * @param id who we are
 * @param chain leaf first
 * @param key private key of the leaf
 * @param authorities CA certificates of our trust domain
 * @param receivedAt when the agent delivered it
 * @param updates how many identities were delivered since the start, this one included
 */
public record WorkloadIdentity(
        SpiffeId id,
        List<X509Certificate> chain,
        PrivateKey key,
        Set<X509Certificate> authorities,
        Instant receivedAt,
        long updates) {

    public WorkloadIdentity {
        chain = List.copyOf(chain);
        authorities = Set.copyOf(authorities);
    }

    /** @throws Exception when the agent delivered what does not belong together */
    static WorkloadIdentity of(X509Context context, Instant now, long updates) throws Exception {
        X509Svid svid = context.getDefaultSvid();
        KeyPairs.requireMatch(svid.getPrivateKey(), svid.getLeaf());
        return new WorkloadIdentity(
                svid.getSpiffeId(),
                svid.getChain(),
                svid.getPrivateKey(),
                context.getX509BundleSet()
                        .getBundleForTrustDomain(svid.getSpiffeId().getTrustDomain())
                        .getX509Authorities(),
                now,
                updates);
    }

    public X509Certificate leaf() {
        return chain.get(0);
    }

    public Instant notBefore() {
        return leaf().getNotBefore().toInstant();
    }

    public Instant notAfter() {
        return leaf().getNotAfter().toInstant();
    }

    public boolean isValidAt(Instant now) {
        return !now.isBefore(notBefore()) && now.isBefore(notAfter());
    }

    /** Whether both show and trust the same. */
    boolean isSameAs(WorkloadIdentity other) {
        return chain.equals(other.chain) && authorities.equals(other.authorities);
    }

    /** True when two thirds of the SVID's life are over: a working agent has renewed it at half life. */
    boolean isOverdueAt(Instant now) {
        Duration life = Duration.between(notBefore(), notAfter());
        return now.isAfter(notBefore().plus(life.multipliedBy(2).dividedBy(3)));
    }

    @Override
    public String toString() {
        return "WorkloadIdentity[" + id + ", not_after=" + notAfter() + "]";
    }
}
