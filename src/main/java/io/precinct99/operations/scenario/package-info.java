/**
 * Security scenarios: the claims of this system, tried out on whatever stage is running. What must work is done, what must
 * be refused is attempted, and each step says what was seen. A step passes only on what was really observed: whatever keeps
 * it from seeing is an {@code error}, never a pass.
 *
 * <p>Promises: bounded in time, one scenario at a time in a process, nothing left behind but a row in the audit trail (and,
 * of {@code rotation}, a new database login); no detail holds a secret, a database user or a lease.
 */
package io.precinct99.operations.scenario;
