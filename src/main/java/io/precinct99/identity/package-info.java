/**
 * SPIFFE: who this process is. Keeps the current X.509-SVID and trust bundle of the workload as one immutable
 * {@link io.precinct99.identity.WorkloadIdentity}, fetches JWT-SVIDs with a deadline, and makes TLS contexts from them.
 *
 * <p>Promises: an expired SVID is handed out to those only who ask for one, to see it refused; the last good identity is kept
 * through every outage of the agent; nothing here waits for the agent without a limit. Does not decide who may talk to whom,
 * and knows no vault.
 */
package io.precinct99.identity;
