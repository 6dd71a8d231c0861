package io.precinct99.operations.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.precinct99.identity.IdentityConfig;
import io.precinct99.identity.IdentitySource;
import io.precinct99.problem.ConfigErrors;
import io.precinct99.problem.MapConfig;
import io.precinct99.stage.EmbeddedStage;
import io.precinct99.stage.Eventually;
import io.precinct99.stage.Stage;
import io.precinct99.stage.spiffe.DevelopmentTrustDomain;
import io.precinct99.stage.spiffe.TrustDomainSettings;
import io.precinct99.stage.vault.DevVault;
import io.precinct99.stage.vault.JwtKeys;
import io.precinct99.stage.vault.VaultSettings;
import io.precinct99.vault.Transit;
import io.precinct99.vault.Vault;
import io.precinct99.vault.VaultConfig;
import io.precinct99.vault.VaultException;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.spiffe.spiffeid.SpiffeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A vault that was set up too generously is noticed. */
@Tag("embedded") // starts vaults of its own
class VaultPolicyIT {
    private static final Duration AWAKE = Duration.ofSeconds(40);
    private static final Path SETUP = Path.of("src/setup/vault");
    private final EmbeddedStage stage = (EmbeddedStage) Stage.current();
    private final IdentitySource identities =
            new IdentitySource(new IdentityConfig(stage.trustDomain().endpoint()), InstantSource.system());

    @TempDir
    Path setup;

    @BeforeEach
    void prepare() throws Exception {
        try (Stream<Path> files = Files.walk(SETUP)) {
            for (Path file : files.toList()) {
                Path copy = setup.resolve(SETUP.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        await(identities);
    }

    @AfterEach
    void end() {
        identities.close();
    }

    @Test
    void policyOfTheSetUpFilesHolds() throws Exception {
        assertThat(brokenBy("")).isEmpty();
    }

    @Test
    void everyWiderPathIsNoticed() throws Exception {
        assertThat(brokenBy("""
                        path "secret/data/*" { capabilities = ["read"] }
                        path "sys/policies/acl/*" { capabilities = ["read"] }
                        path "transit/sign/*" { capabilities = ["update"] }
                        path "transit/export/*" { capabilities = ["read"] }
                        path "auth/token/create" { capabilities = ["update"] }
                        """))
                .containsExactly(
                        "Read another secret",
                        "Read a policy",
                        "Sign with another key",
                        "Export our private key",
                        "Create a token");
    }

    @Test
    void roleThatAcceptsEveryAudienceIsNoticed() throws Exception {
        Path role = setup.resolve("auth/jwt-role-precinct99.json");
        Files.writeString(role, Files.readString(role).replace("[\"vault\"]", "[\"vault\", \"not-vault\"]"));
        try (DevVault vault = start();
                Vault client = client(vault, Map.of())) {
            assertThat(broken(new VaultLoginScenario(client, identities)))
                    .containsExactly("Log in with our JWT-SVID for another audience");
        }
    }

    @Test
    void certificatesThatAreNotOursAreRefused() throws Exception {
        try (DevVault vault = start();
                Vault client = client(vault, Map.of("precinct99.vault.auth.method", "cert"))) {
            Steps steps = new Steps(Duration.ofSeconds(30));
            new VaultLoginScenario(client, identities).run(steps, null);
            assertThat(steps.results())
                    .as(steps.results().toString())
                    .extracting(StepResult::actual)
                    .containsExactly("allowed", "blocked", "blocked", "blocked");
            assertThat(steps.results().get(1).step()).contains("of another identity");
            assertThat(steps.results().get(2).detail()).contains("a key made on the spot");
        }
    }

    /** Of the same authority and agent as ours: nothing but its name tells it from us. */
    @ParameterizedTest
    @ValueSource(strings = {"jwt", "cert"})
    void genuineSvidOfAnotherWorkloadIsRefused(String method) throws Exception {
        Path role = setup.resolve("auth/" + method + "-role-precinct99.json");
        Map<String, String> settings = Map.of("precinct99.vault.auth.method", method);
        try (DevelopmentTrustDomain domain = DevelopmentTrustDomain.start(
                        TrustDomainSettings.of("precinct99.internal", setup.resolve("agent.sock")));
                IdentitySource others =
                        new IdentitySource(new IdentityConfig(domain.endpoint()), InstantSource.system())) {
            domain.register(SpiffeId.parse("spiffe://precinct99.internal/ns/99-apps/sa/somebody-else"));
            await(others);
            try (DevVault vault = start(domain, others);
                    Vault client = new Vault(config(vault, settings), others, new PrometheusRegistry())) {
                assertThatThrownBy(client::login)
                        .isInstanceOfSatisfying(
                                VaultException.class,
                                refused -> assertThat(refused.kind()).isEqualTo(VaultException.Kind.REFUSED));
            }
            Files.writeString(role, Files.readString(role).replace("/sa/precinct99", "/sa/somebody-else"));
            try (DevVault vault = start(domain, others);
                    Vault client = new Vault(config(vault, settings), others, new PrometheusRegistry())) {
                client.login().revokeSelf(); // so it was the role that refused
            }
        }
    }

    private List<String> brokenBy(String rule) throws Exception {
        Path policy = setup.resolve("policies/precinct99.hcl");
        String before = Files.readString(policy);
        Files.writeString(policy, "\n" + rule + "\n", StandardOpenOption.APPEND);
        try (DevVault vault = start();
                Vault client = client(vault, Map.of())) {
            int tokens = vault.liveTokens();
            List<String> broken = broken(new VaultPolicyScenario(client));
            assertThat(vault.liveTokens()).as("no token stays").isEqualTo(tokens);
            return broken;
        } finally {
            Files.writeString(policy, before);
        }
    }

    private static List<String> broken(Scenario scenario) {
        Steps steps = new Steps(Duration.ofSeconds(30));
        scenario.run(steps, null);
        return steps.results().stream()
                .filter(step -> !step.passed())
                .map(step -> {
                    assertThat(step.actual()).as(step.toString()).isEqualTo("allowed");
                    return step.step();
                })
                .toList();
    }

    private static void await(IdentitySource source) throws Exception {
        Eventually.holds("an identity", Duration.ofSeconds(20), () -> {
            source.supervise();
            return source.current().isPresent();
        });
    }

    private DevVault start() {
        return start(stage.trustDomain(), identities);
    }

    private DevVault start(DevelopmentTrustDomain trusted, IdentitySource source) {
        return DevVault.start(VaultSettings.from(setup)
                .withJwtKeys(JwtKeys.at(trusted.jwksUri(), trusted.jwksCaPem()))
                .withTrustBundle(() -> source.current().orElseThrow().authorities()));
    }

    private VaultConfig config(DevVault vault, Map<String, String> settings) throws Exception {
        Path ca = Files.writeString(setup.resolve("ca.pem"), vault.caPem());
        Map<String, String> values = new HashMap<>(Map.of(
                "precinct99.stage", "embedded", "VAULT_ADDR", vault.uri().toString(), "VAULT_CACERT", ca.toString()));
        values.putAll(settings);
        ConfigErrors errors = new ConfigErrors();
        VaultConfig config = VaultConfig.from(new MapConfig(values), errors);
        errors.check();
        return config;
    }

    private Vault client(DevVault vault, Map<String, String> settings) throws Exception {
        VaultConfig config = config(vault, settings);
        Vault client = new Vault(config, identities, new PrometheusRegistry());
        Eventually.holds("a vault that is awake: it makes its keys when they are first asked for", AWAKE, () -> {
            try {
                client.maintain();
                new Transit(config.transitMount(), client).readKey(config.transitKey());
                return true;
            } catch (VaultException notYet) {
                return false;
            }
        });
        return client;
    }
}
