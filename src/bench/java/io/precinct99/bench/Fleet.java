package io.precinct99.bench;

import io.precinct99.Api;
import io.precinct99.stage.Stage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Three replicas on one stage, behind one proxy. */
final class Fleet implements AutoCloseable {
    private static final int SIZE = 3;
    /** The configuration that replicas behind a proxy need; the rest is as in every bench. */
    private static final Map<String, String> SETTINGS = Map.of(
            "PRECINCT99_OPERATIONS_STOP_DELAY", "PT3S", // haproxy.cfg notices within half of it
            "PRECINCT99_RATE_LIMIT_STORE", "postgresql",
            "PRECINCT99_RATE_LIMIT_LOGIN_NAME", SharedState.LOGINS + "/PT1M",
            "PRECINCT99_TRUSTED_PROXIES", "127.0.0.1",
            "PRECINCT99_PASSWORD_COST", "10",
            "JVM_ARGS", "-XX:TieredStopAtLevel=1"); // they start again and again, and speed is not the question

    private final List<Server> replicas = new ArrayList<>();
    private final Proxy proxy;
    private int saidGoodbye;

    private Fleet(Stage stage) throws IOException {
        for (int i = 0; i < SIZE; i++) {
            replicas.add(Server.replica(name(i), stage, SETTINGS, "-Xmx256m"));
        }
        proxy = Proxy.start(replicas.stream().map(Server::uri).toList());
    }

    /** Starts all at once, as a cluster does; ready when it returns. */
    static Fleet start(Stage stage) throws IOException {
        Fleet fleet = new Fleet(stage);
        try {
            for (Server replica : fleet.replicas) {
                replica.start();
            }
            for (int i = 0; i < SIZE; i++) {
                fleet.awaitInService(i);
            }
            return fleet;
        } catch (IOException | AssertionError e) {
            fleet.close();
            throw e;
        }
    }

    static String name(int replica) {
        return "replica-" + (replica + 1);
    }

    int size() {
        return SIZE;
    }

    Server replica(int index) {
        return replicas.get(index);
    }

    Api api(int index) {
        return replicas.get(index).api();
    }

    Proxy proxy() {
        return proxy;
    }

    URI uri() {
        return proxy.uri();
    }

    /** SIGTERM, and the same again as a new process; returns when it has its share of the requests. */
    void restart(int index) throws IOException {
        Server replica = replicas.get(index);
        replica.askToStop();
        replica.awaitEnd();
        note(replica);
        replica.start();
        awaitInService(index);
    }

    void awaitInService(int index) throws IOException {
        replicas.get(index).awaitReady();
        proxy.awaitUp(name(index));
    }

    /** SIGTERM for all at once. @return how long until the last was gone */
    Duration stop() throws IOException {
        long begun = System.nanoTime();
        replicas.forEach(Server::askToStop);
        for (Server replica : replicas) {
            replica.awaitEnd();
            note(replica);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Servers that said at their end that they gave their login back. */
    int saidGoodbye() {
        return saidGoodbye;
    }

    private void note(Server ended) throws IOException {
        if (ended.log().contains("Gave back the database login at stop.")) {
            saidGoodbye++;
        }
    }

    @Override
    public void close() throws IOException {
        try (proxy) {
            for (Server replica : replicas) {
                replica.kill(); // nothing to do after a stop
            }
        }
    }
}
