package io.precinct99.stage.spiffe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StateTest {

    private final Workbench bench = new Workbench();
    private final Path state = bench.directory.resolve("state");
    private final TrustDomainSettings settings = bench.settings.withState(state);

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void restartedTrustDomainKeepsItsAuthorities() throws Exception {
        DevelopmentTrustDomain first = bench.start(settings);
        first.rotateAuthority();
        first.close();

        DevelopmentTrustDomain second = bench.start(settings);

        assertThat(second.bundlePem()).isEqualTo(first.bundlePem());
        assertThat(second.jwksCaPem()).isEqualTo(first.jwksCaPem());
    }

    @Test
    void endedAuthorityIsReplacedAtStart() throws Exception {
        DevelopmentTrustDomain first = bench.start(settings);
        first.close();
        InstantSource later = InstantSource.fixed(Instant.now().plus(Duration.ofDays(2)));

        DevelopmentTrustDomain second = bench.closing(DevelopmentTrustDomain.start(settings, later));

        assertThat(second.bundlePem()).isNotEqualTo(first.bundlePem());
    }

    @Test
    void keysAreReadableByTheOwnerOnly() throws Exception {
        bench.start(settings);

        assertThat(permissions("authorities.json")).isEqualTo("rw-------");
        assertThat(permissions("jwks-serving.json")).isEqualTo("rw-------");
    }

    @Test
    void publicFilesFollowTheTrustDomain() throws Exception {
        DevelopmentTrustDomain trustDomain = bench.start(settings);

        trustDomain.rotateAuthority();

        assertThat(state.resolve("bundle.pem")).hasContent(trustDomain.bundlePem());
        assertThat(state.resolve("jwks-ca.pem")).hasContent(trustDomain.jwksCaPem());
        assertThat(Files.readAllLines(state.resolve("bundle.pem"))).allMatch(line -> line.length() <= 64);
    }

    @Test
    void stateHasOneOwner() throws Exception {
        bench.start(settings);
        TrustDomainSettings second = TrustDomainSettings.of("precinct99.internal", bench.directory.resolve("2.sock"));

        assertThatThrownBy(() -> DevelopmentTrustDomain.start(second.withState(state)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another trust domain");
    }

    @Test
    void unreadableStateIsNotOverwritten() throws Exception {
        Files.createDirectory(state);
        Files.writeString(state.resolve("authorities.json"), "{}");

        assertThatThrownBy(() -> DevelopmentTrustDomain.start(settings)).hasMessageContaining("authorities.json");
        assertThat(state.resolve("authorities.json")).hasContent("{}");
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve(file)));
    }
}
