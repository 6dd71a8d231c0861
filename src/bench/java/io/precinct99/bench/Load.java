package io.precinct99.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A closed loop of connections, each sending its next request when the last was answered; or so many requests a second, as long as
 * a connection is free. One thread serves them all.
 */
final class Load {
    private static final int SEED = 99;

    private final URI server;
    private final int connections;
    private final Writes writes;
    private final int perSecond;

    Load(URI server, int connections, Writes writes) {
        this(server, connections, writes, 0);
    }

    private Load(URI server, int connections, Writes writes, int perSecond) {
        this.server = server;
        this.connections = connections;
        this.writes = writes;
        this.perSecond = perSecond;
    }

    /** The same at a steady pace. */
    Load paced(int requestsPerSecond) {
        return new Load(server, connections, writes, requestsPerSecond);
    }

    /** Runs one round and waits for its last answers. */
    Ledger run(Mix mix, Duration length) throws IOException {
        return start(mix, length).await();
    }

    /** Starts a round on a thread of its own. */
    Round start(Mix mix, Duration length) throws IOException {
        Round round = new Round(mix, length);
        round.thread.start();
        return round;
    }

    /** A round under way. */
    final class Round {
        private final Ledger ledger = new Ledger(writes);
        private final Thread thread;
        private final long startNanos = System.nanoTime();
        private volatile IOException failure;
        private volatile long endNanos;
        private volatile long sent;

        private Round(Mix mix, Duration length) {
            endNanos = startNanos + length.toNanos();
            thread = new Thread(() -> drive(mix), "load");
        }

        /** Requests that ended so far. */
        long requests() {
            return ledger.requests();
        }

        /** Requests that were sent so far. */
        long sent() {
            return sent;
        }

        /** Ends the round before its time: what is under way is answered, nothing more is sent. */
        void end() {
            endNanos = System.nanoTime();
        }

        /** Seconds since the start. */
        double at() {
            return (System.nanoTime() - startNanos) / 1e9;
        }

        Ledger await() throws IOException {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
            if (failure != null) {
                throw failure;
            }
            return ledger;
        }

        private void drive(Mix mix) {
            try (Selector selector = Selector.open()) {
                List<Client> clients = new ArrayList<>();
                InetSocketAddress address = new InetSocketAddress("127.0.0.1", server.getPort());
                for (int i = 0; i < connections; i++) {
                    clients.add(new Client(address, selector, mix, ledger, SEED + i));
                }
                loop(selector, clients);
                clients.forEach(Client::disconnect);
            } catch (IOException e) {
                failure = e;
            }
        }

        private void loop(Selector selector, List<Client> clients) throws IOException {
            if (perSecond == 0) {
                clients.forEach(this::send);
            }
            long looked = System.nanoTime();
            while (true) {
                selector.select(perSecond > 0 ? 5 : 100);
                long now = System.nanoTime();
                boolean sending = now - endNanos < 0;
                for (SelectionKey key : selector.selectedKeys()) {
                    Client client = (Client) key.attachment();
                    if (key.isValid() && client.receive() && sending && perSecond == 0) {
                        send(client);
                    }
                }
                selector.selectedKeys().clear();
                if (sending && perSecond > 0) {
                    sendWhatIsDue(clients, now);
                }
                if (now - looked > 100_000_000L || !sending) {
                    looked = now;
                    if (tidy(clients, now, sending)) {
                        return;
                    }
                }
            }
        }

        private void send(Client client) {
            sent = sent + 1; // one thread writes it
            client.send();
        }

        private void sendWhatIsDue(List<Client> clients, long now) {
            long due = (long) ((now - startNanos) / 1e9 * perSecond);
            for (Client client : clients) {
                if (sent < due && client.isIdle()) {
                    send(client);
                }
            }
        }

        /** Gives up what waits for too long and starts again what broke. @return true when nothing is under way any more */
        private boolean tidy(List<Client> clients, long now, boolean sending) {
            boolean done = !sending;
            for (Client client : clients) {
                client.timedOut(now);
                if (client.isIdle() && sending && perSecond == 0) {
                    send(client);
                }
                done &= client.isIdle();
            }
            return done;
        }
    }
}
