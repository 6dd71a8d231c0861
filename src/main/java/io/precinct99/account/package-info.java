/**
 * People: they register, log in and look at their profile. Names and e-mail addresses are unique whatever their case.
 * Passwords are normalised to NFC, kept as bcrypt hashes and compared with the same work for known and unknown names;
 * hashing is bounded so that log-ins never starve other requests.
 */
package io.precinct99.account;
