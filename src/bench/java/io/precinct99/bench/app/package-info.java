/**
 * What the proofs under load add to the application: an empty GET as the floor of a request, a write that counts, a read
 * that holds its connection. Added to a copy of the WAR by {@code io.precinct99.bench.BenchWar}; never part of the product.
 */
package io.precinct99.bench.app;
