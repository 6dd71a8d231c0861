package io.precinct99.stage;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of loopback for servers that start later, or stop and start again. Thread-safe. */
public final class Ports {
    /** Above those of known services, below those that Linux gives to clients: one of them would take it meanwhile. */
    private static final int FIRST = 20_000;

    private static final int BEHIND_LAST = 32_000;
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

    /** @param port 0 takes a free one */
    public static int orFree(int port) {
        return port == 0 ? free() : port;
    }
}
