package io.precinct99.github;

import io.precinct99.access.AddressRange;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses that may get a token: public ones, by the special-purpose registries of IANA (RFC 6890). An IPv4 address in
 * an IPv6 one is judged as the platform unwraps it, or refused: none of the ways to embed one is public.
 *
 * @param loopback whether this machine may get it too
 */
record AllowedAddresses(boolean loopback) {
    private static final List<AddressRange> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(AddressRange::parse)
            .toList();

    private static final AddressRange GLOBAL_IPV6 = AddressRange.parse("2000::/3");

    boolean contains(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return loopback;
        }
        String text = withoutScope(address);
        return (address instanceof Inet4Address || GLOBAL_IPV6.contains(text))
                && SPECIAL.stream().noneMatch(range -> range.contains(text));
    }

    /** fe80::1%eth0 is fe80::1. */
    private static String withoutScope(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress()).getHostAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
