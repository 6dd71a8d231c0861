/**
 * Access tokens: issued, published, verified, ended. They are JWTs as RFC 9068 wants them, signed with RS256 by the transit
 * engine of the vault; no private key ever enters this process. A key version is published for twice the time that
 * others may cache the JWKS before it signs, and stays published until its last token has ended. Verification asks
 * nobody: it uses the last good copies of the public keys and of the deny-list, which all replicas share through the database
 * and read every 0.4 s.
 */
package io.precinct99.token;
