package io.precinct99.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What happened to the generations of this process, newest first. Keeps the last thousand. Thread-safe. */
final class Rotations {
    private static final int KEPT = 1_000;

    private final NavigableMap<Long, Rotation> byNumber = new TreeMap<>();

    synchronized void put(Rotation rotation) {
        byNumber.put(rotation.number(), rotation);
        if (byNumber.size() > KEPT) {
            byNumber.pollFirstEntry();
        }
    }

    synchronized Optional<Rotation> find(long number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /** Up to {@code limit} rotations with numbers below {@code before}, newest first. */
    synchronized List<Rotation> before(long before, int limit) {
        List<Rotation> page = new ArrayList<>();
        for (Map.Entry<Long, Rotation> entry :
                byNumber.headMap(before, false).descendingMap().entrySet()) {
            if (page.size() == limit) {
                break;
            }
            page.add(entry.getValue());
        }
        return page;
    }
}
