package io.precinct99.access;

import jakarta.ws.rs.core.SecurityContext;

/** Hands the caller to resources the way JAX-RS does. */
public record CallerContext(Caller caller, SecurityContext transport) implements SecurityContext {
    @Override
    public Caller getUserPrincipal() {
        return caller;
    }

    @Override
    public boolean isUserInRole(String role) {
        return Role.named(role).filter(caller.roles()::contains).isPresent();
    }

    @Override
    public boolean isSecure() {
        return transport.isSecure();
    }

    @Override
    public String getAuthenticationScheme() {
        return "Bearer";
    }
}
