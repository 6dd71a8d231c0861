package io.precinct99.vault;

/** Sends one request. Plain HTTP at the core; breaker, retry and metrics each wrap another transport. Thread-safe. */
interface VaultTransport {
    /** @throws VaultException of kind UNAVAILABLE when there is no proper answer within the request's deadline */
    VaultAnswer send(VaultRequest request);
}
