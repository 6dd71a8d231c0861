package io.precinct99.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoleTest {
    @Test
    void rolesIncludeOthers() {
        assertThat(Role.READONLY.includedNames()).containsExactly("readonly");
        assertThat(Role.USER.includedNames()).containsExactly("readonly", "user");
        assertThat(Role.AUDITOR.includedNames()).containsExactly("readonly", "auditor");
        assertThat(Role.OPERATOR.includedNames()).containsExactly("readonly", "user", "operator");
        assertThat(Role.ADMIN.includedNames()).containsExactly("readonly", "user", "auditor", "operator", "admin");
    }

    @Test
    void unknownNameIsNobodysRole() {
        assertThat(Role.named("ADMIN")).isEmpty();
        assertThat(Role.named("root")).isEmpty();
        assertThat(Role.named("admin")).contains(Role.ADMIN);
    }

    @Test
    void constantsAreTheNames() {
        assertThat(Role.setOf(
                        Role.READONLY_NAME, Role.USER_NAME, Role.AUDITOR_NAME, Role.OPERATOR_NAME, Role.ADMIN_NAME))
                .containsExactly(Role.values());
    }
}
