package io.precinct99;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** HTTP/1.1 byte by byte on a connection of its own, for requests that no client would send. Thread-safe. */
public final class RawHttp {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final URI server;

    public RawHttp(URI server) {
        this.server = server;
    }

    /** @param headers by lower-case name; the last of several */
    public record Answer(int status, Map<String, String> headers, String body, boolean closed) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** A GET with more header lines, each with its line end. */
    public Answer get(String target, String headerLines) throws IOException {
        return send("GET", target, headerLines, null);
    }

    /** A POST of JSON with no token. */
    public Answer post(String target, String json) throws IOException {
        return send("POST", target, "Content-Type: application/json\r\n", json.getBytes(UTF_8));
    }

    /** @param body null for none, not even a length */
    public Answer send(String method, String target, String headerLines, byte[] body) throws IOException {
        String length = body == null ? "" : "Content-Length: " + body.length + "\r\n";
        String head = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + length + headerLines + "\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(ISO_8859_1));
        request.writeBytes(body == null ? new byte[0] : body);
        return exchange(request.toByteArray());
    }

    /** Whatever bytes, and the first answer to them. */
    public Answer exchange(byte[] request) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            try {
                socket.getOutputStream().write(request);
            } catch (IOException refusedBeforeTheEnd) {
                // The answer is there all the same.
            }
            return read(socket.getInputStream());
        }
    }

    private static Answer read(InputStream in) throws IOException {
        String status = line(in);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(),
                    line.substring(colon + 1).trim());
        }
        byte[] body = headers.containsKey("transfer-encoding") ? chunks(in) : fixed(in, headers);
        boolean closed = headers.getOrDefault("connection", "").equalsIgnoreCase("close");
        return new Answer(Integer.parseInt(status.split(" ")[1]), headers, new String(body, UTF_8), closed);
    }

    private static byte[] fixed(InputStream in, Map<String, String> headers) throws IOException {
        return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            body.writeBytes(in.readNBytes(size));
            line(in);
        }
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("closed after: " + line);
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }
}
