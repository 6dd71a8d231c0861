package io.precinct99.vault;

import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.SortedMap;

public record TransitKey(String name, int latestVersion, SortedMap<Integer, Version> versions) {
    public record Version(Instant createdAt, RSAPublicKey publicKey) {}
}
