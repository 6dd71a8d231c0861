package io.precinct99.operations;

import io.precinct99.access.AddressRange;
import io.precinct99.problem.ConfigErrors;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/** @param networks whose addresses may read the metrics */
public record OperationsConfig(List<AddressRange> networks) {
    private static final String LOOPBACK = "127.0.0.0/8,::1";

    /** Reads the configuration; what is wrong is added to {@code errors}. */
    public static OperationsConfig from(Config config, ConfigErrors errors) {
        List<AddressRange> networks =
                errors.read(config, "precinct99.operations.networks", LOOPBACK, OperationsConfig::networks);
        return new OperationsConfig(networks == null ? List.of() : networks);
    }

    static OperationsConfig load(Config config) {
        ConfigErrors errors = new ConfigErrors();
        OperationsConfig read = from(config, errors);
        errors.check();
        return read;
    }

    boolean admits(String address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static List<AddressRange> networks(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(item -> !item.isEmpty())
                .map(AddressRange::parse)
                .collect(Collectors.toUnmodifiableList());
    }
}
