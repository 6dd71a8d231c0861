package io.precinct99.access;

import io.precinct99.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Set;

/** Who sent the request. Established once, before anything else sees it. */
public sealed interface Caller extends Principal {
    Caller ANONYMOUS = new Anonymous();

    Set<Role> roles();

    /** Nobody in particular. */
    record Anonymous() implements Caller {
        @Override
        public String getName() {
            return "anonymous";
        }

        @Override
        public Set<Role> roles() {
            return Set.of();
        }
    }

    /**
     * A user, named by a valid access token.
     *
     * @param subject the user id as the token writes it
     * @param tokenId its {@code jti}
     * @param tokenExpiresAt the second from which it is refused
     */
    record Person(String subject, long userId, String username, Set<Role> roles, String tokenId, long tokenExpiresAt)
            implements Caller {
        public Person {
            roles = Set.copyOf(roles);
        }

        @Override
        public String getName() {
            return username;
        }
    }

    /** The caller whom the token filter established for this request. */
    static Caller of(ContainerRequestContext request) {
        return of(request.getSecurityContext());
    }

    static Caller of(SecurityContext security) {
        return security != null && security.getUserPrincipal() instanceof Caller caller ? caller : ANONYMOUS;
    }

    /** @throws Problem 401 when the caller is not a person */
    static Person person(SecurityContext security) {
        if (of(security) instanceof Person person) {
            return person;
        }
        throw Problem.unauthenticated();
    }
}
