package io.precinct99.deployment;

import java.util.List;

/**
 * A row of k8s/connections.tsv.
 *
 * @param from who connects; without a namespace an address
 * @param allowed what is expected
 */
record Connection(Peer from, Peer to, String protocol, int port, boolean allowed, String why) {
    private static final int COLUMNS = 8;

    /** @param namespace {@code -} for an address */
    record Peer(String namespace, String name) {
        boolean isAddress() {
            return namespace.equals("-");
        }

        @Override
        public String toString() {
            return isAddress() ? name : namespace + "/" + name;
        }
    }

    static Connection parse(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS || !List.of("allow", "deny").contains(columns[6])) {
            throw new IllegalArgumentException("not a connection: " + line);
        }
        return new Connection(
                new Peer(columns[0], columns[1]),
                new Peer(columns[2], columns[3]),
                columns[4],
                Integer.parseInt(columns[5]),
                columns[6].equals("allow"),
                columns[7]);
    }

    static List<Connection> all(Repository repository) {
        return repository
                .text("k8s/connections.tsv")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(Connection::parse)
                .toList();
    }

    @Override
    public String toString() {
        return from + " → " + to + ":" + port + "/" + protocol;
    }
}
