package io.precinct99.operations;

import io.precinct99.access.AddressRange;
import io.precinct99.problem.ConfigErrors;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/**
 * @param networks whose addresses may read the metrics
 * @param blockedTargets where the network must not let us connect to; the scenario {@code network} tries
 * @param stopDelay how long to serve on after SIGTERM, no longer ready
 */
public record OperationsConfig(List<AddressRange> networks, List<Target> blockedTargets, Duration stopDelay) {
    private static final String LOOPBACK = "127.0.0.0/8,::1";
    /** In a cluster, what we never need: the API of Kubernetes, and SPIRE's server (we speak to the agent on our node). */
    private static final String NEVER_NEEDED = "kubernetes.default.svc:443,spire-server.spire-system.svc:8081";

    private static final int MOST_TARGETS = 8;
    private static final Duration LONGEST_STOP = Duration.ofMinutes(5);

    /** Reads the configuration; what is wrong is added to {@code errors}. */
    public static OperationsConfig from(Config config, ConfigErrors errors) {
        List<AddressRange> networks =
                errors.read(config, "precinct99.operations.networks", LOOPBACK, OperationsConfig::networks);
        List<Target> targets =
                errors.read(config, "precinct99.operations.blocked-targets", NEVER_NEEDED, OperationsConfig::targets);
        Duration delay = errors.read(
                config,
                "precinct99.operations.stop-delay",
                "PT0S",
                text -> ConfigErrors.between(text, Duration.ZERO, LONGEST_STOP));
        return new OperationsConfig(
                networks == null ? List.of() : networks,
                targets == null ? List.of() : targets,
                delay == null ? Duration.ZERO : delay);
    }

    public static OperationsConfig load(Config config) {
        ConfigErrors errors = new ConfigErrors();
        OperationsConfig read = from(config, errors);
        errors.check();
        return read;
    }

    boolean admits(String address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static List<AddressRange> networks(String text) {
        return ConfigErrors.list(text, AddressRange::parse);
    }

    private static List<Target> targets(String text) {
        List<Target> targets = ConfigErrors.list(text, Target::parse);
        if (targets.size() > MOST_TARGETS) {
            throw new IllegalArgumentException("must be at most " + MOST_TARGETS);
        }
        return targets;
    }
}
