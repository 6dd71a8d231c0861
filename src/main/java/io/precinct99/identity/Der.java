package io.precinct99.identity;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** As much of DER (X.690) as it takes to exchange parts of a certificate: elements with one-byte tags. */
final class Der {
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int LONG_FORM = 0x80;

    private Der() {}

    /** The elements inside an element, each whole. The list may be changed. */
    static List<byte[]> children(byte[] element) {
        ByteBuffer in = ByteBuffer.wrap(element);
        in.get();
        length(in);
        List<byte[]> children = new ArrayList<>();
        while (in.hasRemaining()) {
            int start = in.position();
            in.get();
            int end = length(in) + in.position();
            byte[] child = new byte[end - start];
            in.position(start).get(child);
            children.add(child);
        }
        return children;
    }

    static byte[] sequence(List<byte[]> children) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        children.forEach(content::writeBytes);
        return element(SEQUENCE, content.toByteArray());
    }

    static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < LONG_FORM) {
            out.write(content.length);
        } else {
            int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(content.length) + 7) / 8;
            out.write(LONG_FORM | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                out.write(content.length >> 8 * i);
            }
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static int length(ByteBuffer in) {
        int first = in.get() & 0xff;
        if (first < LONG_FORM) {
            return first;
        }
        int length = 0;
        for (int i = first & 0x7f; i > 0; i--) {
            length = length << 8 | in.get() & 0xff;
        }
        return length;
    }
}
