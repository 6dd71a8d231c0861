/**
 * Holds what runs the application (k8s, src/setup, liberty) against the application and against itself: every manifest parses
 * strictly, every name means something, and the table of connections is what the network policies say.
 *
 * <p>Reads files only; needs no cluster and no tool of one. What a real API server thinks of them is another, slower check.
 */
package io.precinct99.deployment;
