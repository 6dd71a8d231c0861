package io.precinct99.stage;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of loopback for servers that start later, or stop and start again. Thread-safe. */
public final class Ports {
    /**
     * Above those of known services, below those that Linux gives to clients: one of them would take it meanwhile. Each fork of
     * the tests has a part of its own, because a server listens seconds after its port was chosen; src/stage takes what is left.
     */
    private static final int FIRST = 20_000 + (fork() - 1) % 2 * 4_000;

    private static final int BEHIND_LAST = FIRST + 4_000;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** One on which nobody listens now, and which nobody in this process was given before. */
    public static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, BEHIND_LAST);
            try (ServerSocket socket = new ServerSocket(port)) {
                if (GIVEN.add(port)) {
                    return socket.getLocalPort();
                }
            } catch (IOException taken) {
                // another one, then
            }
        }
    }

    /** The number behind "fork"; 1 outside of the integration tests. */
    private static int fork() {
        return Integer.parseInt(System.getProperty("tests.fork", "fork1").substring("fork".length()));
    }

    /** @param port 0 takes a free one */
    public static int orFree(int port) {
        return port == 0 ? free() : port;
    }
}
