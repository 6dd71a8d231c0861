package io.precinct99.stage.vault;

import io.precinct99.stage.vault.Route.Operation;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From a request to its answer: namespace, state of the vault, token, policy, then the handler of the route. */
final class Dispatcher {

    private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

    private final Routes routes;
    private final Tokens tokens;
    private final Policies policies;
    private final Faults faults;
    private final Set<String> namespaces;

    Dispatcher(Routes routes, Tokens tokens, Policies policies, Faults faults, Set<String> namespaces) {
        this.routes = routes;
        this.tokens = tokens;
        this.policies = policies;
        this.faults = faults;
        this.namespaces = namespaces;
    }

    /** Never throws: whatever goes wrong becomes an answer. */
    Answer answer(HttpCall http) {
        try {
            return dispatch(http);
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (IllegalArgumentException | ClassCastException e) {
            return Refusal.badRequest("error parsing the request").answer();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The development vault failed to answer path=" + http.path(), e);
            return Answer.errors(500, "internal error");
        }
    }

    private Answer dispatch(HttpCall http) {
        if (!http.namespace().isEmpty() && !namespaces.contains(http.namespace())) {
            return Answer.errors(404, "namespace not found");
        }
        var path = http.path();
        var supported = routes.at(path);
        var open = supported.stream().anyMatch(Route::open);
        if (!path.startsWith("sys/health") && !path.equals("sys/seal-status")) {
            refuseWhileUnavailable(path);
        }
        var token = open ? Token.NOBODY : tokens.find(http.token()).orElseThrow(Refusal::noToken);
        var operation = operation(http);
        var route = supported.stream().filter(r -> r.operation() == operation).findFirst();
        if (!open) {
            var needed = route.map(r -> r.needs(path)).orElse(Set.of(fallback(operation)));
            if (!policies.allows(token, path, needed)) {
                throw Refusal.denied();
            }
        }
        var chosen = route.orElseThrow(
                () -> supported.isEmpty() ? Refusal.unsupportedPath() : Refusal.unsupportedOperation());
        return chosen.handler().apply(call(chosen, http, token));
    }

    private Call call(Route route, HttpCall http, Token token) {
        Map<String, String> variables = route.pattern().match(http.path()).orElseThrow();
        var body = route.operation() == Operation.WRITE ? http.json() : JsonValue.EMPTY_JSON_OBJECT;
        return new Call(http.path(), variables, http.query(), body, token, List.copyOf(http.peer()));
    }

    private void refuseWhileUnavailable(String path) {
        if (faults.on(Fault.Kind.SEALED, path)) {
            throw new Refusal(503, "Vault is sealed");
        }
        if (faults.on(Fault.Kind.STANDBY, path)) {
            throw new Refusal(500, "local node not active but active cluster node not found");
        }
    }

    private static Operation operation(HttpCall http) {
        return switch (http.method()) {
            case "GET" -> "true".equals(http.query().get("list")) ? Operation.LIST : Operation.READ;
            case "LIST" -> Operation.LIST;
            case "POST", "PUT" -> Operation.WRITE;
            case "DELETE" -> Operation.DELETE;
            default -> throw Refusal.unsupportedOperation();
        };
    }

    private static Capability fallback(Operation operation) {
        return operation == Operation.WRITE ? Capability.UPDATE : Capability.valueOf(operation.name());
    }
}
