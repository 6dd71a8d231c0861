package io.precinct99.deployment;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A row of k8s/connections.tsv, or of the table that an overlay has besides.
 *
 * @param from who connects; without a namespace an address
 * @param allowed what is expected
 */
record Connection(Peer from, Peer to, String protocol, int port, boolean allowed, String why) {
    private static final String TABLE = "connections.tsv";
    private static final int COLUMNS = 8;
    /** The cluster's DNS is known by an older label, the database by one that means the same to an operator of databases. */
    private static final Map<String, String> OTHER_LABELS =
            Map.of("kube-dns", "k8s-app", "postgres", "precinct99.io/database");

    /**
     * @param namespace {@code -} for an address
     * @param name a label where it holds a {@code =}
     */
    record Peer(String namespace, String name) {
        boolean isAddress() {
            return namespace.equals("-");
        }

        Map<String, String> labels() {
            String[] label = name.split("=", 2);
            return label.length == 2
                    ? Map.of(label[0], label[1])
                    : Map.of(OTHER_LABELS.getOrDefault(name, Manifest.NAME_LABEL), name);
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

    static List<Connection> all(Repository repository, String overlay) {
        return Stream.concat(
                        Stream.of("k8s/" + TABLE), repository.below("k8s/overlays/" + overlay, "/" + TABLE).stream())
                .flatMap(table -> repository.text(table).lines())
                .filter(line -> !line.startsWith("#"))
                .map(Connection::parse)
                .toList();
    }

    @Override
    public String toString() {
        return from + " → " + to + ":" + port + "/" + protocol;
    }
}
