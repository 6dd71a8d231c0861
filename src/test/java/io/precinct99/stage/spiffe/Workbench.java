package io.precinct99.stage.spiffe;

import io.spiffe.exception.SocketEndpointAddressException;
import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.workloadapi.DefaultWorkloadApiClient;
import io.spiffe.workloadapi.WorkloadApiClient;
import io.spiffe.workloadapi.retry.ExponentialBackoffPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A trust domain in a directory of its own with clients of java-spiffe; closes and removes what it made. */
final class Workbench {

    static final SpiffeId WORKLOAD = SpiffeId.parse("spiffe://precinct99.internal/ns/99-apps/sa/precinct99");
    static final SpiffeId OTHER = SpiffeId.parse("spiffe://precinct99.internal/ns/99-apps/sa/other");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Held here, or a collected logger would forget its level: the client logs a stack trace per refusal. */
    private static final Logger QUIET = Logger.getLogger("io.spiffe");

    final Path directory;
    final TrustDomainSettings settings;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    Workbench() {
        QUIET.setLevel(Level.OFF);
        try {
            directory = Files.createTempDirectory("trust");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        settings = TrustDomainSettings.of("precinct99.internal", directory.resolve("run/api.sock"));
    }

    DevelopmentTrustDomain start() throws IOException {
        return start(settings);
    }

    DevelopmentTrustDomain start(TrustDomainSettings some) throws IOException {
        return closing(DevelopmentTrustDomain.start(some));
    }

    /** Retries after 50 ms, for ever. */
    WorkloadApiClient client(DevelopmentTrustDomain trustDomain) throws SocketEndpointAddressException {
        ExponentialBackoffPolicy soon = ExponentialBackoffPolicy.builder()
                .initialDelay(Duration.ofMillis(50))
                .maxDelay(Duration.ofMillis(50))
                .build();
        return closing(DefaultWorkloadApiClient.newClient(DefaultWorkloadApiClient.ClientOptions.builder()
                .spiffeSocketPath(trustDomain.endpoint())
                .exponentialBackoffPolicy(soon)
                .build()));
    }

    Wire wire(DevelopmentTrustDomain trustDomain) {
        return closing(Wire.to(trustDomain.socket()));
    }

    <T extends AutoCloseable> T closing(T thing) {
        opened.push(thing);
        return thing;
    }

    static void eventually(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline && !condition.call()) {
                throw new AssertionError("not within " + PATIENCE);
            }
            Thread.sleep(10);
        }
    }

    void close() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
