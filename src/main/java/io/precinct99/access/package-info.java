/**
 * Who is calling, what they may do, and how often. Every resource method declares its callers with {@code @PermitAll}
 * or {@code @RolesAllowed}; one that does not keeps the application from starting. The edge filter puts security and
 * CORS headers on every answer and knows the client's address; limits count per caller, name or address, in this process
 * or in PostgreSQL for all replicas together. Proving who the caller is happens elsewhere, in {@code token}.
 */
package io.precinct99.access;
