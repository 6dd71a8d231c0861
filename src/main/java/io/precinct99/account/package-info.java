/**
 * People: they register, log in and out, look at their profile and change their password. Names and e-mail addresses are unique
 * whatever their case. Passwords are normalised to NFC, kept as bcrypt hashes and compared with the same work whatever is wrong;
 * hashing is bounded so that log-ins never starve other requests.
 *
 * <p>Guessing is stopped by name and by address, on all replicas together, and resists being used against others: a lock lasts
 * its time and no longer, guesses at a locked name prolong nothing, and whoever is logged in stays so.
 */
package io.precinct99.account;
