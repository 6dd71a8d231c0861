package io.precinct99.vault;

import static io.precinct99.vault.FakeVault.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that no vault should send: whatever they are, all that comes out is a VaultException. */
class VaultAnswerTest {
    private final FakeVault server = new FakeVault();
    private final Vault vault = new Vault(FakeVault.CONFIG, server, server::login, System::nanoTime);

    VaultAnswerTest() {
        vault.maintain();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'errors':null}",
                "{'errors':'text'}",
                "{'errors':{'a':1}}",
                "{'errors':7}",
                "{'errors':[null,1e999999999,{'a':[]},'text']}"
            })
    void refusalIsARefusalWhateverItsErrorsAre(String body) {
        VaultRequest request = VaultRequest.read("kv_read", "secret/data/x", new Secret("s.token"));
        VaultAnswer answer = new VaultAnswer(400, json(body), Optional.empty());
        assertThat(refusal(() -> answer.orThrow(request)).kind()).isEqualTo(VaultException.Kind.REFUSED);
    }

    @Test
    void errorsAreNamedAlsoWhenTheyAreNoList() {
        VaultRequest request = VaultRequest.read("kv_read", "secret/data/x", new Secret("s.token"));
        VaultAnswer answer = new VaultAnswer(400, json("{'errors':'no such thing'}"), Optional.empty());
        assertThat(refusal(() -> answer.orThrow(request))).hasMessageContaining("no such thing");
    }

    @Test
    void refusalCarriesItsRetryAfter() {
        VaultRequest request = VaultRequest.login("auth/jwt/login", JsonObject.EMPTY_JSON_OBJECT);
        VaultAnswer asked = FakeVault.refused(429, Duration.ofSeconds(7));
        assertThat(refusal(() -> asked.orThrow(request)).retryAfter()).isEqualTo(Duration.ofSeconds(7));
        VaultAnswer silent = FakeVault.refused(429);
        assertThat(refusal(() -> silent.orThrow(request)).retryAfter()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'data':null}",
                "{'data':'text'}",
                "{'data':[]}",
                "{'data':{}}",
                "{'data':{'signature':null}}",
                "{'data':{'signature':7}}",
                "{'data':{'signature':''}}",
                "{'data':{'signature':'vault:v1'}}",
                "{'data':{'signature':'vault:v99999999999:x'}}"
            })
    void signatureThatIsNoneIsAFailure(String body) {
        server.answers("sign", () -> FakeVault.ok(body));
        assertThat(refusal(() -> new Transit("transit", vault).signRs256("access-token", 0, new byte[] {1}))
                        .kind())
                .isEqualTo(VaultException.Kind.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'data':'text'}",
                "{'data':{'keys':[],'latest_version':1}}",
                "{'data':{'keys':{'1':'text'},'latest_version':1}}",
                "{'data':{'keys':{},'latest_version':'1'}}",
                "{'data':{'keys':{'1':{'creation_time':'today','public_key':'-'}},'latest_version':1}}"
            })
    void publicKeyThatIsNoneIsAFailure(String body) {
        server.answers("read_key", () -> FakeVault.ok(body));
        assertThat(refusal(() -> new Transit("transit", vault).readKey("access-token"))
                        .kind())
                .isEqualTo(VaultException.Kind.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'data':null}", "{'data':[]}", "{'data':{}}", "{'data':{'data':'text'}}"})
    void secretThatIsNoneIsAFailureAndNotMissing(String body) {
        server.answers("kv_read", () -> FakeVault.ok(body));
        assertThat(refusal(() -> new KeyValues("secret", vault).read("x")).kind())
                .isEqualTo(VaultException.Kind.UNAVAILABLE);
    }

    @Test
    void fieldsOfASecretThatAreNoTextAreLeftOut() {
        server.answers("kv_read", () -> FakeVault.ok("{'data':{'data':{'token':'t','n':1,'o':{},'z':null}}}"));
        Optional<Map<String, Secret>> read = new KeyValues("secret", vault).read("x");
        assertThat(read.orElseThrow()).containsOnlyKeys("token");
    }

    private static VaultException refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable deed) {
        VaultException refusal = catchThrowableOfType(VaultException.class, deed);
        assertThat(refusal).isNotNull();
        return refusal;
    }
}
