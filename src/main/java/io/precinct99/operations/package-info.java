/**
 * What operators and their machines see: health for probes and people, metrics, the state of identity and leases, the
 * rotations and the wish for one more, and which build this is.
 *
 * <p>Promises: health reads state and calls nobody; liveness does not even read state; no answer holds a secret, a
 * database user or a whole lease id. Nothing here takes part in other requests. Decides nothing: what is replaced, and
 * when, is up to {@code database}, {@code vault} and {@code identity}.
 */
package io.precinct99.operations;
