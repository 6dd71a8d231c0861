package io.precinct99.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A closed loop of connections, each sending its next request when the last was answered. One thread serves them all. */
final class Load {
    private static final int SEED = 99;

    private final URI server;
    private final int connections;
    private final Writes writes;

    Load(URI server, int connections, Writes writes) {
        this.server = server;
        this.connections = connections;
        this.writes = writes;
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

        private Round(Mix mix, Duration length) {
            endNanos = startNanos + length.toNanos();
            thread = new Thread(() -> drive(mix), "load");
        }

        /** Requests that ended so far. */
        long requests() {
            return ledger.requests();
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
            clients.forEach(Client::send);
            long looked = System.nanoTime();
            while (true) {
                selector.select(100);
                long now = System.nanoTime();
                boolean sending = now - endNanos < 0;
                for (SelectionKey key : selector.selectedKeys()) {
                    Client client = (Client) key.attachment();
                    if (key.isValid() && client.receive() && sending) {
                        client.send();
                    }
                }
                selector.selectedKeys().clear();
                if (now - looked > 100_000_000L || !sending) {
                    looked = now;
                    if (tidy(clients, now, sending)) {
                        return;
                    }
                }
            }
        }

        /** Gives up what waits for too long and starts again what broke. @return true when nothing is under way any more */
        private boolean tidy(List<Client> clients, long now, boolean sending) {
            boolean done = !sending;
            for (Client client : clients) {
                client.timedOut(now);
                if (client.isIdle() && sending) {
                    client.send();
                }
                done &= client.isIdle();
            }
            return done;
        }
    }
}
