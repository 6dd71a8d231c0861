package io.precinct99.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    private static final List<AddressRange> PROXIES =
            List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("fd00::/8"));

    @Test
    void networkOfOneCustomerIsOneGroup() {
        assertThat(AddressRange.group("203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(AddressRange.group("2001:db8:1:2:3:4:5:6"))
                .isEqualTo(AddressRange.group("2001:db8:1:2::1"))
                .isNotEqualTo(AddressRange.group("2001:db8:1:3::1"));
    }

    @Test
    void forwardedAddressIsIgnoredFromAnybody() {
        assertThat(find(List.of(), "10.0.0.1", "1.2.3.4")).isEqualTo("10.0.0.1");
        assertThat(find(PROXIES, "192.0.2.1", "1.2.3.4")).isEqualTo("192.0.2.1");
    }

    @Test
    void trustedProxyNamesTheClient() {
        assertThat(find(PROXIES, "10.0.0.1", "1.2.3.4")).isEqualTo("1.2.3.4");
        assertThat(find(PROXIES, "fd00:0:0:0:0:0:0:1", "2001:db8::1")).isEqualTo("2001:db8::1");
        assertThat(find(PROXIES, "10.0.0.1", "1.2.3.4, 10.0.0.2")).isEqualTo("1.2.3.4");
        assertThat(find(PROXIES, "10.0.0.1", "1.2.3.4", "10.0.0.2")).isEqualTo("1.2.3.4");
    }

    @Test
    void whatTheClientClaimedItselfIsIgnored() {
        assertThat(find(PROXIES, "10.0.0.1", "127.0.0.1, 1.2.3.4")).isEqualTo("1.2.3.4");
        assertThat(find(PROXIES, "10.0.0.1", "evil.example")).isEqualTo("10.0.0.1");
        assertThat(find(PROXIES, "10.0.0.1", "1.2.3.4, ")).isEqualTo("10.0.0.1");
        assertThat(find(PROXIES, "10.0.0.1")).isEqualTo("10.0.0.1");
    }

    @Test
    void rangesContainTheirAddresses() {
        assertThat(AddressRange.parse("192.0.2.128/25").contains("192.0.2.127")).isFalse();
        assertThat(AddressRange.parse("192.0.2.128/25").contains("192.0.2.200")).isTrue();
        assertThat(AddressRange.parse("192.0.2.1").contains("192.0.2.1")).isTrue();
        assertThat(AddressRange.parse("::1").contains("0:0:0:0:0:0:0:1")).isTrue();
        assertThat(AddressRange.parse("0.0.0.0/0").contains("::1")).isFalse();
    }

    private static String find(List<AddressRange> proxies, String peer, String... forwarded) {
        return ClientAddress.find(
                ServletFakes.request("GET", peer, java.util.Map.of("X-Forwarded-For", List.of(forwarded))), proxies);
    }
}
