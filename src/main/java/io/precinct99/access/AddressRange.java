package io.precinct99.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A network in CIDR form, or one address. Never resolves a name. */
public final class AddressRange {
    /** Literals only: InetAddress would ask DNS for anything else. */
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private static final int IPV6_BYTES = 16;

    private final byte[] network;
    private final int bits;

    private AddressRange(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /** @throws IllegalArgumentException for anything but an address or a network */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        byte[] network = bytes(slash < 0 ? text : text.substring(0, slash));
        int bits = slash < 0 ? -1 : Integer.parseInt(text.substring(slash + 1));
        if (network == null || slash >= 0 && (bits < 0 || bits > network.length * 8)) {
            throw new IllegalArgumentException("must be IP addresses or networks such as 10.0.0.0/8");
        }
        return new AddressRange(network, slash < 0 ? network.length * 8 : bits);
    }

    public boolean contains(String address) {
        byte[] other = bytes(address);
        if (other == null || other.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((network[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** An IPv4 address as it is, of an IPv6 address its first 64 bits. */
    static String group(String address) {
        byte[] bytes = address.indexOf(':') < 0 ? null : bytes(address);
        return bytes == null || bytes.length != IPV6_BYTES
                ? address
                : HexFormat.of().formatHex(bytes, 0, IPV6_BYTES / 2) + "/64";
    }

    static boolean isAddress(String text) {
        return bytes(text) != null;
    }

    private static byte[] bytes(String literal) {
        try {
            return LITERAL.matcher(literal).matches()
                    ? InetAddress.getByName(literal).getAddress()
                    : null;
        } catch (UnknownHostException notAnAddress) {
            return null;
        }
    }
}
