package io.precinct99.vault;

/**
 * A PostgreSQL login on loan.
 *
 * @param id the vault's lease id; whoever knows it and has our rights can end it, so it is not for logs
 * @param username the leased role; not for API answers
 * @param expiry the earlier of the lease's own end and that of the token that made it: the vault ends a lease together with
 *     its token, whatever the lease duration said
 */
public record DatabaseLease(Secret id, String username, Secret password, Expiry expiry) {

    /** The first characters of the lease id: enough to tell leases apart, too few to use. */
    public String shortId() {
        String text = id.reveal();
        String last = text.substring(text.lastIndexOf('/') + 1);
        return last.substring(0, Math.min(4, last.length())) + "…";
    }

    @Override
    public String toString() {
        return "DatabaseLease[" + shortId() + ", until " + expiry.at() + "]";
    }
}
