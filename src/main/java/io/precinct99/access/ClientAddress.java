package io.precinct99.access;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Collections;
import java.util.List;

/**
 * The address a request came from. {@code X-Forwarded-For} is read from its right end and only as far as it was written
 * by trusted proxies: what stands left of that is the client's own claim.
 */
public final class ClientAddress {
    private static final String ATTRIBUTE = ClientAddress.class.getName();

    private ClientAddress() {}

    static String find(HttpServletRequest request, List<AddressRange> trustedProxies) {
        String address = request.getRemoteAddr();
        if (trustedProxies.isEmpty() || !trusted(address, trustedProxies)) {
            return address;
        }
        List<String> hops = Collections.list(request.getHeaders("X-Forwarded-For")).stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(String::trim)
                .toList();
        for (int i = hops.size() - 1; i >= 0 && AddressRange.isAddress(hops.get(i)); i--) {
            address = hops.get(i);
            if (!trusted(address, trustedProxies)) {
                break;
            }
        }
        return address;
    }

    private static boolean trusted(String address, List<AddressRange> proxies) {
        return proxies.stream().anyMatch(proxy -> proxy.contains(address));
    }

    static void remember(ServletRequest request, String address) {
        request.setAttribute(ATTRIBUTE, address);
    }

    public static String of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String address ? address : request.getRemoteAddr();
    }

    /**
     * Those whom a limit counts together: an IPv4 address, or the /64 network of an IPv6 address, for that is what one
     * customer gets.
     */
    public static String group(ServletRequest request) {
        return AddressRange.group(of(request));
    }

    /** The same from a filter. */
    public static String group(ContainerRequestContext request) {
        return request.getProperty(ATTRIBUTE) instanceof String address ? AddressRange.group(address) : "unknown";
    }
}
