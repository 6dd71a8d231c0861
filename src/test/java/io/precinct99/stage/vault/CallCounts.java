package io.precinct99.stage.vault;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each operation was called, by method and class of path, such as {@code GET database/creds/{role}}. */
final class CallCounts {

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Routes routes;

    CallCounts(Routes routes) {
        this.routes = routes;
    }

    void count(String method, String path) {
        var pattern = routes.at(path).stream()
                .findFirst()
                .map(route -> route.pattern().text());
        counts.computeIfAbsent(method + " " + pattern.orElse("unsupported"), key -> new LongAdder())
                .increment();
    }

    Map<String, Long> snapshot() {
        var copy = new TreeMap<String, Long>();
        counts.forEach((key, count) -> copy.put(key, count.sum()));
        return copy;
    }
}
