package io.precinct99.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedAddressesTest {
    private final AllowedAddresses production = new AllowedAddresses(false);
    private final AllowedAddresses embedded = new AllowedAddresses(true);

    @ParameterizedTest
    @ValueSource(strings = {"140.82.121.6", "8.8.8.8", "172.15.255.255", "172.32.0.0", "2606:50c0:8000::153"})
    void publicAddressesAreAllowed(String address) throws Exception {
        assertThat(production.contains(InetAddress.getByName(address))).isTrue();
    }

    /** Row 50, after resolving. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "127.1",
                "2130706433",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "192.0.2.1",
                "198.18.0.1",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:7f00:1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "64:ff9b::7f00:1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "100::1"
            })
    void input50_innerAddressesAreNot(String address) throws Exception {
        assertThat(production.contains(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void scopeOfAnAddressHidesNothing() throws UnknownHostException {
        byte[] linkLocal = InetAddress.getByName("fe80::1").getAddress();
        assertThat(production.contains(Inet6Address.getByAddress("x", linkLocal, 1)))
                .isFalse();
    }

    @Test
    void embeddedStageAllowsThisMachineButNoNeighbour() throws UnknownHostException {
        assertThat(embedded.contains(InetAddress.getByName("127.0.0.1"))).isTrue();
        assertThat(embedded.contains(InetAddress.getByName("::1"))).isTrue();
        assertThat(embedded.contains(InetAddress.getByName("10.0.0.1"))).isFalse();
        assertThat(embedded.contains(InetAddress.getByName("169.254.169.254"))).isFalse();
    }
}
