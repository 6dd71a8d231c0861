/**
 * The database login as a lease. A {@link io.precinct99.database.Generation} is everything held on loan for it: a vault
 * session, a PostgreSQL role, a connection pool. {@link io.precinct99.database.Generations} replaces it as a whole before it
 * ends, {@link io.precinct99.database.LeasedDataSource} lends connections of the active one, and what is replaced is drained
 * before it is revoked.
 *
 * <p>Promises: a connection is lent only from the active generation; at most two leases live at a time; the vault is on no
 * request path; nothing is left behind by a stop. The rest of the application uses plain JPA and JTA and knows no lease.
 */
package io.precinct99.database;
