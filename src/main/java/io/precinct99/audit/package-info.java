/**
 * The audit trail: one row for each security event, written in the transaction of what it reports, so that nothing changes
 * without its row. Rows are only ever added; a hash chain and checkpoints signed by the vault make every later edit,
 * deletion and reordering visible.
 */
package io.precinct99.audit;
