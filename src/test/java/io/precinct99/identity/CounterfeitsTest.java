package io.precinct99.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import io.precinct99.stage.Eventually;
import io.precinct99.stage.spiffe.DevelopmentTrustDomain;
import io.precinct99.stage.spiffe.TrustDomainSettings;
import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.svid.jwtsvid.JwtSvid;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What looks like ours and is not. */
class CounterfeitsTest {
    private static final SpiffeId OURS = SpiffeId.parse("spiffe://precinct99.internal/ns/99-apps/sa/precinct99");
    private static final SpiffeId OTHER = SpiffeId.parse("spiffe://precinct99.internal/ns/99-apps/sa/somebody-else");
    private DevelopmentTrustDomain trustDomain;
    private IdentitySource identities;
    private WorkloadIdentity ours;

    @BeforeEach
    void receiveIdentity(@TempDir Path folder) throws Exception {
        trustDomain = DevelopmentTrustDomain.start(
                TrustDomainSettings.of("precinct99.internal", folder.resolve("agent.sock")));
        trustDomain.register(OURS);
        identities = new IdentitySource(new IdentityConfig(trustDomain.endpoint()), InstantSource.system());
        Eventually.holds("an identity", Duration.ofSeconds(20), () -> {
            identities.supervise();
            return identities.current().isPresent();
        });
        ours = identities.current().orElseThrow();
    }

    @AfterEach
    void end() throws Exception {
        identities.close();
        trustDomain.close();
    }

    @Test
    void genuineSvidVerifiesAndNamesUs() {
        assertThatCode(() -> SvidVerification.verify(ours.chain(), OURS, ours.authorities()))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> SvidVerification.verify(ours.chain(), OTHER, ours.authorities()))
                .isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> SvidVerification.verify(
                        ours.chain(), SpiffeId.parse("spiffe://elsewhere.internal/x"), ours.authorities()))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void copyOfAnotherAuthorityDiffersInKeysOnlyAndIsRefused() throws Exception {
        CounterfeitSvid counterfeit = CounterfeitSvid.of(ours);
        WorkloadIdentity copy = counterfeit.identity();
        assertThat(copy.leaf().getSubjectAlternativeNames())
                .containsExactlyElementsOf(ours.leaf().getSubjectAlternativeNames());
        assertThat(copy.leaf().getIssuerX500Principal()).isEqualTo(ours.leaf().getIssuerX500Principal());
        assertThat(copy.notAfter()).isEqualTo(ours.notAfter());
        assertThat(copy.leaf().getPublicKey()).isNotEqualTo(ours.leaf().getPublicKey());
        KeyPairs.requireMatch(copy.key(), copy.leaf());
        assertThatCode(() -> SvidVerification.verify(copy.chain(), OURS, Set.of(counterfeit.authority())))
                .as("well made")
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> SvidVerification.verify(copy.chain(), OURS, ours.authorities()))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void copyOfAnotherIdentityNamesItAlone() throws Exception {
        CounterfeitSvid counterfeit = CounterfeitSvid.naming(OTHER, ours);
        WorkloadIdentity copy = counterfeit.identity();
        assertThat(copy.id()).isEqualTo(OTHER);
        assertThat(copy.leaf().getSubjectAlternativeNames()).containsExactly(List.of(6, OTHER.toString()));
        assertThat(copy.leaf().getKeyUsage()).isEqualTo(ours.leaf().getKeyUsage());
        assertThat(copy.leaf().getExtendedKeyUsage()).isEqualTo(ours.leaf().getExtendedKeyUsage());
        assertThatCode(() -> SvidVerification.verify(copy.chain(), OTHER, Set.of(counterfeit.authority())))
                .as("well made")
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> SvidVerification.verify(copy.chain(), OTHER, ours.authorities()))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void expiredCopyIsOverAndElseLikeOurs() throws Exception {
        CounterfeitSvid counterfeit = CounterfeitSvid.expired(ours, Duration.ofMinutes(10));
        WorkloadIdentity copy = counterfeit.identity();
        assertThat(copy.leaf().getSubjectAlternativeNames())
                .containsExactlyElementsOf(ours.leaf().getSubjectAlternativeNames());
        assertThat(copy.leaf().getIssuerX500Principal()).isEqualTo(ours.leaf().getIssuerX500Principal());
        assertThat(copy.leaf().getSubjectX500Principal()).isEqualTo(ours.leaf().getSubjectX500Principal());
        assertThat(copy.leaf().getSerialNumber()).isEqualTo(ours.leaf().getSerialNumber());
        assertThat(copy.notAfter())
                .isBetween(Instant.now().minusSeconds(630), Instant.now().minusSeconds(600));
        assertThat(copy.notBefore()).isBefore(copy.notAfter());
        assertThat(counterfeit.authority().getNotAfter()).isAfter(Instant.now());
        KeyPairs.requireMatch(copy.key(), copy.leaf());
        copy.leaf().verify(counterfeit.authority().getPublicKey());
        assertThatThrownBy(() -> SvidVerification.verify(copy.chain(), OURS, Set.of(counterfeit.authority())))
                .as("over, whoever signed it")
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void jwtOfAnotherIdentityClaimsTheGenuineKey() throws Exception {
        var genuine = identities.jwtSvid("vault");
        SignedJWT original = SignedJWT.parse(genuine.getToken());
        SignedJWT forged = SignedJWT.parse(CounterfeitJwt.naming(OTHER, genuine));
        assertThat(forged.getHeader().toJSONObject())
                .isEqualTo(original.getHeader().toJSONObject());
        assertThat(forged.getJWTClaimsSet().getSubject()).isEqualTo(OTHER.toString());
        assertThat(forged.getJWTClaimsSet().getAudience())
                .isEqualTo(original.getJWTClaimsSet().getAudience());
        assertThat(forged.getSignature()).isNotEqualTo(original.getSignature());
    }

    @Test
    void expiredJwtIsOursButOver() throws Exception {
        var genuine = identities.jwtSvid("vault");
        SignedJWT forged = SignedJWT.parse(CounterfeitJwt.expired(genuine, Duration.ofMinutes(10)));
        assertThat(forged.getJWTClaimsSet().getSubject()).isEqualTo(OURS.toString());
        assertThat(forged.getJWTClaimsSet().getExpirationTime())
                .isBefore(Instant.now().minusSeconds(500));
        assertThat(forged.getJWTClaimsSet().getIssueTime())
                .isBefore(forged.getJWTClaimsSet().getExpirationTime());
    }

    @Test
    void usedJwtSvidIsKeptUntilItIsOver() throws Exception {
        var first = identities.jwtSvid("vault");
        PastJwtSvids past = new PastJwtSvids();
        Instant now = Instant.now();
        Instant over = first.getExpiry().toInstant().plusSeconds(3);
        past.used("vault", first, now);
        past.used("vault", identities.jwtSvid("vault"), now);
        assertThat(past.expired("vault", now)).isEmpty();
        assertThat(past.expired("vault", over)).contains(first);
        assertThat(past.expired("somebody", over)).isEmpty();
        var later = JwtSvid.parseInsecure(CounterfeitJwt.expired(first, Duration.ofHours(-1)), Set.of("vault"));
        past.used("vault", later, over);
        assertThat(past.expired("vault", over)).as("while a new one is in use").contains(first);
    }
}
