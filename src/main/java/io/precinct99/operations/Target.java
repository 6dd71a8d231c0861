package io.precinct99.operations;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host and a port to connect to; names are not resolved. */
public record Target(String host, int port) {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]):([0-9]{1,5})");
    private static final int HIGHEST = 65_535;

    /** @throws IllegalArgumentException for anything but {@code host:port} */
    static Target parse(String text) {
        Matcher parts = FORM.matcher(text);
        int port = parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
        if (port < 1 || port > HIGHEST) {
            throw new IllegalArgumentException("must be host:port, several separated by commas");
        }
        return new Target(parts.group(1), port);
    }

    public static Target of(InetSocketAddress address) {
        return new Target(address.getHostString(), address.getPort());
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
