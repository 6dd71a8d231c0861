package io.precinct99.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessFeatureTest {
    private final Limits limits = new Limits(Map.of(Limit.CALLER, new Quota(1, Duration.ofSeconds(1))), () -> 0);
    private final List<Object> registered = new ArrayList<>();

    static class Resource {
        public void undeclared() {}

        @PermitAll
        public void open() {}

        @RolesAllowed({"auditor", "operator"})
        public void guarded() {}

        @RolesAllowed("root")
        public void misspelt() {}

        @PermitAll
        @Limited(Limit.LOGIN_ADDRESS)
        public void limited() {}
    }

    @Test
    void methodThatDeclaresNobodyStopsTheApplication() {
        assertThatThrownBy(() -> configure("undeclared")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> configure("misspelt")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void rolesAreGuarded() {
        configure("guarded");
        assertThat(registered)
                .containsExactly(
                        new LimitFilter(limits, Limit.CALLER), new RoleFilter(Set.of(Role.AUDITOR, Role.OPERATOR)));
    }

    @Test
    void openMethodIsOnlyLimited() {
        configure("open");
        assertThat(registered).containsExactly(new LimitFilter(limits, Limit.CALLER));
    }

    @Test
    void ownLimitReplacesTheCallers() {
        configure("limited");
        assertThat(registered).containsExactly(new LimitFilter(limits, Limit.LOGIN_ADDRESS));
    }

    private void configure(String method) {
        new AccessFeature(limits).configure(resource(method), (FeatureContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {FeatureContext.class}, (proxy, called, arguments) -> {
                    registered.add(arguments[0]);
                    return proxy;
                }));
    }

    private static ResourceInfo resource(String name) {
        return new ResourceInfo() {
            @Override
            public Method getResourceMethod() {
                try {
                    return Resource.class.getMethod(name);
                } catch (NoSuchMethodException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public Class<?> getResourceClass() {
                return Resource.class;
            }
        };
    }
}
