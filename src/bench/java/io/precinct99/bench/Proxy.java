package io.precinct99.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.precinct99.stage.Ports;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** HAProxy in front of replicas, as a process of its own; configured by {@code src/bench/haproxy.cfg}. */
final class Proxy implements AutoCloseable {
    private final Process process;
    private final Path directory;
    private final int port;

    private Proxy(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /** @param replicas where they listen, in the order of the names replica-1, replica-2 and so on */
    static Proxy start(List<URI> replicas) throws IOException {
        Path directory = Files.createTempDirectory("proxy"); // the path of a socket must be short
        int port = Ports.free();
        ProcessBuilder command = new ProcessBuilder("haproxy", "-db", "-f", "src/bench/haproxy.cfg")
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "bench", "haproxy.log").toFile());
        command.environment().put("PROXY_PORT", String.valueOf(port));
        command.environment().put("PROXY_SOCKET", directory.resolve("admin").toString());
        for (int i = 0; i < replicas.size(); i++) {
            command.environment()
                    .put("REPLICA_" + (i + 1), String.valueOf(replicas.get(i).getPort()));
        }
        Process process = command.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Proxy(process, directory, port);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Requests that a replica has and did not answer. */
    int inFlight(String replica) throws IOException {
        return Integer.parseInt(figure(replica, "scur"));
    }

    /** Waits until the proxy sends requests to this replica. */
    void awaitUp(String replica) throws IOException {
        await(replica, true);
    }

    void awaitDown(String replica) throws IOException {
        await(replica, false);
    }

    private void await(String replica, boolean up) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() - end < 0) {
            if (process.isAlive()
                    && Files.exists(directory.resolve("admin"))
                    && figure(replica, "status").equals("UP") == up) {
                return;
            }
            Pause.millis(20);
        }
        throw new IOException(
                "HAProxy does not see " + replica + (up ? " up" : " down") + "; see target/bench/haproxy.log");
    }

    /** A column of what HAProxy counts of a server. */
    private String figure(String replica, String column) throws IOException {
        String[] lines = ask("show stat").split("\n");
        List<String> columns = List.of(lines[0].replaceFirst("^# ", "").split(","));
        for (String line : lines) {
            String[] values = line.split(",", -1);
            if (values.length > 1 && values[1].equals(replica)) {
                return values[columns.indexOf(column)];
            }
        }
        throw new IOException("HAProxy knows no server " + replica);
    }

    private String ask(String command) throws IOException {
        try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.connect(UnixDomainSocketAddress.of(directory.resolve("admin")));
            socket.write(ByteBuffer.wrap((command + "\n").getBytes(US_ASCII)));
            return new String(Channels.newInputStream(socket).readAllBytes(), US_ASCII);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(directory.resolve("admin"));
        Files.deleteIfExists(directory);
    }
}
