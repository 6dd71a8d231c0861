package io.precinct99.problem;

/** CDI event: the schema is migrated to this version and the first connections can be lent. Fired once a start. */
public record SchemaReady(String version) {}
