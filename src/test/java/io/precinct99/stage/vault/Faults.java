package io.precinct99.stage.vault;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The faults that are on; of several that concern a path, the one injected first wins. */
final class Faults {

    private final List<Fault> active = new CopyOnWriteArrayList<>();

    void inject(Fault fault) {
        active.add(fault);
    }

    void heal() {
        active.clear();
    }

    Optional<Fault> on(String path) {
        return active.stream().filter(fault -> fault.concerns(path)).findFirst();
    }

    boolean on(Fault.Kind kind, String path) {
        return active.stream().anyMatch(fault -> fault.kind() == kind && fault.concerns(path));
    }

    /** The whole vault, not some of its paths, is in this state. */
    boolean everywhere(Fault.Kind kind) {
        return active.stream()
                .anyMatch(fault -> fault.kind() == kind && fault.prefix().isEmpty());
    }
}
