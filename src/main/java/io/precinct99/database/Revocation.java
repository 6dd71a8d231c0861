package io.precinct99.database;

import io.precinct99.vault.DatabaseLease;
import io.precinct99.vault.VaultException;
import io.precinct99.vault.VaultSession;
import java.util.logging.Logger;

/** Gives leases back: the lease first, so that its role is gone when the answer comes, then the token that made it. */
final class Revocation {
    private static final Logger LOG = Logger.getLogger(Revocation.class.getName());

    private Revocation() {}

    /**
     * Gives back, once.
     *
     * @throws VaultException when the lease may still live: try again until it has ended
     */
    static void end(VaultSession session, DatabaseLease lease) {
        Uninterrupted.run(() -> session.revokeLease(lease.id()));
        Uninterrupted.run(session::endQuietly);
    }

    /**
     * Gives back what a failed or finished attempt holds, as well as can be done at once: the lease, and the token, which
     * takes the lease with it when only the first step failed.
     */
    static void endNow(VaultSession session, DatabaseLease lease) {
        try {
            if (lease != null) {
                Uninterrupted.run(() -> session.revokeLease(lease.id()));
            }
        } catch (VaultException e) {
            LOG.warning(
                    "A lease was not revoked at once; its token is revoked next. reason=\"" + e.getMessage() + "\"");
        }
        try {
            Uninterrupted.run(session::revokeSelf);
        } catch (VaultException e) {
            LOG.warning("A vault token was not revoked; it ends with its lease at "
                    + session.expiry().at() + ". reason=\"" + e.getMessage() + "\"");
        }
    }
}
