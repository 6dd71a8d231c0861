package io.precinct99.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Judges the form of a request (RFC 9112) before anybody reads what it says: one that two readers could take for different
 * requests is refused, and so is one that is larger than any of ours. The server itself lets most of these pass.
 */
final class HttpMessage {
    static final int MAX_URI = 8 * 1024;
    /** Of all names and values together: a token of 8 KiB and much more. */
    static final int MAX_HEADER_BYTES = 32 * 1024;

    static final int MAX_HEADERS = 100;
    /** A name, an address, perhaps a port. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~:\\[\\]-]{1,300}");

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private final HttpServletRequest request;

    private HttpMessage(HttpServletRequest request) {
        this.request = request;
    }

    /** Why nobody should look at the request; empty for a good one. */
    static Optional<Problem> refusal(HttpServletRequest request) {
        HttpMessage message = new HttpMessage(request);
        if (message.targetLength() > MAX_URI) {
            return Optional.of(StandardProblem.of(414));
        }
        if (message.headersTooLarge()) {
            return Optional.of(StandardProblem.of(431));
        }
        if (!message.hasOneHost() || !message.hasOneLength()) {
            // Where this request ends is anybody's guess, so nothing may follow it on the connection.
            return Optional.of(
                    Problem.malformed("The request is not clearly framed.").with("Connection", "close"));
        }
        if (!message.hasPlainTarget()) {
            return Optional.of(Problem.malformed("The address is malformed."));
        }
        return message.isEncoded() ? Optional.of(Problem.unsupportedEncoding()) : Optional.empty();
    }

    private int targetLength() {
        String query = request.getQueryString();
        return request.getRequestURI().length() + (query == null ? 0 : query.length() + 1);
    }

    private boolean headersTooLarge() {
        int bytes = 0;
        int count = 0;
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : values(name)) {
                bytes += name.length() + value.length();
                count++;
            }
        }
        return bytes > MAX_HEADER_BYTES || count > MAX_HEADERS;
    }

    /** HTTP/1.0 has none, and HTTP/2 names it otherwise. */
    private boolean hasOneHost() {
        List<String> hosts = values("Host");
        return hosts.isEmpty()
                ? !request.getProtocol().equals("HTTP/1.1")
                : hosts.size() == 1 && HOST.matcher(hosts.get(0)).matches();
    }

    private boolean hasOneLength() {
        List<String> lengths = values("Content-Length");
        List<String> codings = values("Transfer-Encoding");
        if (codings.isEmpty()) {
            return lengths.isEmpty()
                    || lengths.size() == 1 && LENGTH.matcher(lengths.get(0)).matches();
        }
        return lengths.isEmpty() && codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked");
    }

    /** No parameters of path segments, no empty segments: what guards a path and what serves it may read them differently. */
    private boolean hasPlainTarget() {
        String path = request.getRequestURI();
        if (path.indexOf(';') >= 0 || path.contains("//")) {
            return false;
        }
        String query = request.getQueryString();
        if (query == null && path.chars().allMatch(HttpMessage::isUnreservedOrSlash)) {
            return true; // nearly all of them, at a tenth of the price
        }
        try {
            new URI(request.getRequestURL() + (query == null ? "" : '?' + query));
            return true;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    /** RFC 3986, section 2.3. */
    private static boolean isUnreservedOrSlash(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "/-._~".indexOf(c) >= 0;
    }

    /** The server would decompress it behind our caps. */
    private boolean isEncoded() {
        return values("Content-Encoding").stream().anyMatch(coding -> !coding.equalsIgnoreCase("identity"));
    }

    private List<String> values(String header) {
        return Collections.list(request.getHeaders(header));
    }
}
