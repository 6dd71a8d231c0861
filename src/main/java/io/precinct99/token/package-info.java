/**
 * Access tokens: issued, published, verified. They are JWTs as RFC 9068 wants them, signed with RS256 by the transit
 * engine of the vault; no private key ever enters this process. A key version is published for twice the time that
 * others may cache the JWKS before it signs, and stays published until its last token has ended. Verification asks
 * nobody: it uses the last good copy of the public keys.
 */
package io.precinct99.token;
