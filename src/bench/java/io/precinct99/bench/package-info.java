/**
 * The proofs under load: a closed-loop client that accounts for every request, a watcher of the leased roles in PostgreSQL,
 * and one class for each proof. Bounds of correctness decide the exit status; figures of speed are printed beside their goal.
 *
 * <p>The client is our own, because a proof must know when each request failed and which writes were acknowledged, per
 * second and per counter; general load generators report one sum at the end.
 */
package io.precinct99.bench;
