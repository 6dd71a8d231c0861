package io.precinct99.access;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;

/** Holds every resource method to its declaration: who may call it and how often. No declaration, no application. */
@Provider
@ApplicationScoped
public class AccessFeature implements DynamicFeature {
    /** After the token was read, before roles are asked: refused calls count. */
    private static final int LIMITING = Priorities.AUTHENTICATION + 500;

    private final Limits limits;

    /** JAX-RS looks for a public constructor without parameters, then lets CDI use the other one. */
    public AccessFeature() {
        this(null);
    }

    @Inject
    public AccessFeature(Limits limits) {
        this.limits = limits;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Method method = resource.getResourceMethod();
        RolesAllowed roles = method.getAnnotation(RolesAllowed.class);
        if (roles == null && !method.isAnnotationPresent(PermitAll.class)) {
            throw new IllegalStateException("Nobody declared who may call " + method);
        }
        Limited limited = method.getAnnotation(Limited.class);
        context.register(new LimitFilter(limits, limited == null ? Limit.CALLER : limited.value()), LIMITING);
        if (roles != null) {
            context.register(new RoleFilter(Role.setOf(roles.value())), Priorities.AUTHORIZATION);
        }
    }
}
