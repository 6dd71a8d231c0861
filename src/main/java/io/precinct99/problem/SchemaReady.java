package io.precinct99.problem;

/**
 * CDI event: the schema is migrated to this version and the first connections can be lent. Fired once a start, and again after
 * an observer failed, so observers may meet it twice.
 */
public record SchemaReady(String version) {}
