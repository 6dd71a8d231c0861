package io.precinct99.stage.vault;

import io.precinct99.stage.vault.Route.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** All operations of the API. Each needs a token unless it is declared open. */
final class Routes {

    private static final Predicate<String> ALWAYS_THERE = path -> true;

    private final List<Route> routes = new ArrayList<>();

    void read(String path, Function<Call, Answer> handler) {
        add(Operation.READ, path, false, false, ALWAYS_THERE, handler);
    }

    void list(String path, Function<Call, Answer> handler) {
        add(Operation.LIST, path, false, true, ALWAYS_THERE, handler);
    }

    void delete(String path, Function<Call, Answer> handler) {
        add(Operation.DELETE, path, false, false, ALWAYS_THERE, handler);
    }

    /** Writing what always exists: needs update. */
    void write(String path, Function<Call, Answer> handler) {
        add(Operation.WRITE, path, false, false, ALWAYS_THERE, handler);
    }

    /** Writing what may have to be created: needs create or update. */
    void write(String path, Predicate<String> exists, Function<Call, Answer> handler) {
        add(Operation.WRITE, path, false, false, exists, handler);
    }

    void writeWithSudo(String path, Function<Call, Answer> handler) {
        add(Operation.WRITE, path, false, true, ALWAYS_THERE, handler);
    }

    void openRead(String path, Function<Call, Answer> handler) {
        add(Operation.READ, path, true, false, ALWAYS_THERE, handler);
    }

    void openWrite(String path, Function<Call, Answer> handler) {
        add(Operation.WRITE, path, true, false, ALWAYS_THERE, handler);
    }

    /** Every operation that this path has; empty for a path that is not supported. */
    List<Route> at(String path) {
        return routes.stream()
                .filter(route -> route.pattern().match(path).isPresent())
                .toList();
    }

    private void add(
            Operation operation,
            String path,
            boolean open,
            boolean sudo,
            Predicate<String> exists,
            Function<Call, Answer> handler) {
        routes.add(new Route(operation, new PathPattern(path), open, sudo, exists, handler));
    }
}
