package io.precinct99.stage.vault;

import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One operation of the API.
 *
 * @param open needs no token
 * @param sudo needs the sudo capability as well
 * @param exists whether what is written is there already: then writing is update, otherwise create
 */
record Route(
        Operation operation,
        PathPattern pattern,
        boolean open,
        boolean sudo,
        Predicate<String> exists,
        Function<Call, Answer> handler) {

    enum Operation {
        READ,
        WRITE,
        DELETE,
        LIST
    }

    Set<Capability> needs(String path) {
        var capability = capability(path);
        return sudo ? Set.of(capability, Capability.SUDO) : Set.of(capability);
    }

    private Capability capability(String path) {
        return switch (operation) {
            case READ -> Capability.READ;
            case DELETE -> Capability.DELETE;
            case LIST -> Capability.LIST;
            case WRITE -> exists.test(path) ? Capability.UPDATE : Capability.CREATE;
        };
    }
}
