package io.precinct99.vault;

import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The public side of a transit key: its usable versions by number. Immutable. */
public record TransitKey(String name, int latestVersion, SortedMap<Integer, Version> versions) {

    public TransitKey {
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    }

    public record Version(Instant createdAt, RSAPublicKey publicKey) {}
}
