/**
 * The only speaker of OpenBao's (or HashiCorp Vault's) HTTP API: log-in with our SPIFFE identity, database credentials and
 * their leases, key-value secrets, transit signatures.
 *
 * <p>Promises: every call ends within its deadline; a broken vault is left alone by a breaker; retries are few, jittered and
 * obey Retry-After; no token or secret appears in a log, an error or a {@code toString}. Every failure is a
 * {@link io.precinct99.vault.VaultException}.
 */
package io.precinct99.vault;
