package io.precinct99.stage.vault;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A named key with its versions. Signing never waits for a rotation, which is slow with RSA. */
final class TransitKey {

    /** One version; numbers start at 1. */
    record Version(int number, KeyPair keys, Instant created) {

        @Override
        public String toString() {
            return "Version[" + number + "]";
        }
    }

    private final String name;
    private final KeyKind kind;
    private volatile List<Version> versions;
    private volatile int minDecryptionVersion = 1;
    private volatile Duration autoRotatePeriod = Duration.ZERO;

    TransitKey(String name, KeyKind kind, Instant now) {
        this.name = name;
        this.kind = kind;
        this.versions = List.of(new Version(1, kind.generate(), now));
    }

    synchronized void rotate(Instant now) {
        var next = new ArrayList<>(versions);
        next.add(new Version(latest().number() + 1, kind.generate(), now));
        versions = List.copyOf(next);
    }

    /** Rotates if the period of automatic rotation has passed since the newest version. */
    void rotateIfDue(Instant now) {
        if (!autoRotatePeriod.isZero() && !now.isBefore(latest().created().plus(autoRotatePeriod))) {
            synchronized (this) {
                if (!now.isBefore(latest().created().plus(autoRotatePeriod))) {
                    rotate(now);
                }
            }
        }
    }

    Version latest() {
        var current = versions;
        return current.get(current.size() - 1);
    }

    /** A version that may be used: neither archived nor in the future. */
    Optional<Version> version(int number) {
        return usable().stream().filter(version -> version.number() == number).findFirst();
    }

    List<Version> usable() {
        return versions.stream()
                .filter(version -> version.number() >= minDecryptionVersion)
                .toList();
    }

    void minDecryptionVersion(int number) {
        if (number > latest().number()) {
            throw Refusal.badRequest(
                    "cannot set min decryption version of " + number + ", latest key version is " + latest().number());
        }
        minDecryptionVersion = Math.max(1, number);
    }

    int minDecryptionVersion() {
        return minDecryptionVersion;
    }

    void autoRotatePeriod(Duration period) {
        autoRotatePeriod = period;
    }

    Duration autoRotatePeriod() {
        return autoRotatePeriod;
    }

    String name() {
        return name;
    }

    KeyKind kind() {
        return kind;
    }
}
