package io.precinct99.access;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an account is for. Each role includes others; a token names all of them. */
public enum Role {
    READONLY,
    USER,
    AUDITOR,
    OPERATOR,
    ADMIN;

    /** Names for {@code @RolesAllowed}, which takes constants only. */
    public static final String READONLY_NAME = "readonly";

    public static final String USER_NAME = "user";
    public static final String AUDITOR_NAME = "auditor";
    public static final String OPERATOR_NAME = "operator";
    public static final String ADMIN_NAME = "admin";

    private static final List<Role> ALL = List.of(values());
    private final String roleName = name().toLowerCase(java.util.Locale.ROOT);

    /** An unknown name is nobody's role, never a default. */
    public static Optional<Role> named(String name) {
        return ALL.stream().filter(role -> role.roleName.equals(name)).findFirst();
    }

    public String roleName() {
        return roleName;
    }

    /** This role and those it includes, in ascending order. */
    public Set<Role> included() {
        return Collections.unmodifiableSet(
                switch (this) {
                    case READONLY -> EnumSet.of(READONLY);
                    case USER -> EnumSet.of(READONLY, USER);
                    case AUDITOR -> EnumSet.of(READONLY, AUDITOR);
                    case OPERATOR -> EnumSet.of(READONLY, USER, OPERATOR);
                    case ADMIN -> EnumSet.allOf(Role.class);
                });
    }

    /** Names of this role and those it includes, as in a token's {@code groups}. */
    public List<String> includedNames() {
        return included().stream().map(Role::roleName).toList();
    }

    static Set<Role> setOf(String... names) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream(names)
                .map(name -> named(name).orElseThrow(() -> new IllegalStateException("There is no role " + name)))
                .forEach(roles::add);
        return roles;
    }
}
