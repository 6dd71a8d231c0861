package io.precinct99.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever holds a secret may end up in a log line or in the message of a failed assertion. */
class NothingSecretIsPrintedTest {
    private static final String MARK = "hush-hush";
    private static final Map<Type, Object> VALUES = Map.of(
            int.class,
            1,
            long.class,
            1L,
            boolean.class,
            true,
            String.class,
            "text",
            Duration.class,
            Duration.ofSeconds(1),
            Instant.class,
            Instant.EPOCH,
            Secret.class,
            new Secret(MARK),
            VaultSession.class,
            new VaultSession(null, "database", new Secret(MARK), null),
            JsonObject.class,
            Json.createObjectBuilder().add("client_token", MARK).build());

    /** Every record of the package, so that none is forgotten: the compiler makes their toString, with all in it. */
    static List<Class<?>> records() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.precinct99.vault")
                        .stream()
                        .filter(JavaClass::isRecord)
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
    }

    @ParameterizedTest
    @MethodSource("records")
    void byARecordOfThePackage(Class<?> type) throws ReflectiveOperationException {
        assertThat(sample(type).toString()).doesNotContain(MARK);
    }

    @Test
    void byWhatIsNoRecord() {
        assertThat(new Secret(MARK)).asString().isEqualTo("***");
        Expiry expiry = Expiry.of(Duration.ofHours(1), System.nanoTime());
        assertThat(new VaultSession(null, "database", new Secret(MARK), expiry).toString())
                .doesNotContain(MARK);
    }

    /** With it and the claims, which are no secret, one has the access token. */
    @Test
    void byASignature() {
        assertThat(new TransitSignature(3, MARK).toString())
                .doesNotContain(MARK)
                .contains("3");
    }

    @Test
    void byALease() {
        Expiry expiry = Expiry.of(Duration.ofHours(1), System.nanoTime());
        Secret id = new Secret("database/creds/precinct99-app/" + MARK);
        assertThat(new DatabaseLease(id, "v-app-" + MARK, new Secret(MARK), expiry).toString())
                .doesNotContain(MARK);
    }

    @Test
    void byARefusal() {
        VaultRequest request = VaultRequest.read("kv_read", "secret/data/x", new Secret(MARK));
        assertThatThrownBy(() -> FakeVault.refused(403).orThrow(request))
                .isInstanceOfSatisfying(VaultException.class, e -> {
                    assertThat(e.getMessage()).doesNotContain(MARK).contains("403");
                    assertThat(e.detail()).doesNotContain("403");
                });
    }

    private static Object sample(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = sample(components[i].getGenericType());
        }
        Constructor<?> canonical = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        canonical.setAccessible(true);
        return canonical.newInstance(values);
    }

    /** Null of a type that is not known here; a new one that can carry a secret belongs to {@link #VALUES}. */
    private static Object sample(Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == Optional.class
                    ? Optional.ofNullable(sample(generic.getActualTypeArguments()[0]))
                    : new TreeMap<>();
        }
        return type instanceof Class<?> plain && plain.isRecord() ? sample(plain) : VALUES.get(type);
    }
}
