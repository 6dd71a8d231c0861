/**
 * The development vault: the part of OpenBao's HTTP API that the application uses, for the embedded stage.
 *
 * <p>It speaks the real protocol over HTTPS on loopback, is configured by the set-up files that production uses and
 * makes real PostgreSQL logins, so that the application cannot tell it from the real one; the contract tests of the
 * stages hold the two together. It also plays named faults, which the real one does only by accident.
 *
 * <p>It promises nothing about safety: its state is in memory, its keys are as safe as the process. It lives with the
 * tests and is never part of the application.
 */
package io.precinct99.stage.vault;
