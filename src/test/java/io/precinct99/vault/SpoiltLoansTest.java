package io.precinct99.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens and leases that came with something wrong are given back, and then they are a failure. */
class SpoiltLoansTest {
    private static final String LEASE = "'lease_id':'database/creds/precinct99-app/abc'";
    private static final String LOGIN = "'data':{'username':'v-app','password':'pw'}";

    private final FakeVault server = new FakeVault();
    private final List<String> revoked = new ArrayList<>();
    private final VaultTransport vault = request -> {
        if (request.kind().equals("lease_revoke")) {
            revoked.add(request.body().orElseThrow().getString("lease_id"));
        }
        return server.send(request);
    };

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "-5000000000", "0.5", "3600.5", "null", "'3600'", "{}", "1e-9", "-1e999999999"})
    void tokenWithoutAUsableLifeIsRevoked(String leaseDuration) {
        server.answers("login", () -> server.token(leaseDuration));
        assertThatThrownBy(server::login).isInstanceOf(VaultException.class);
        assertThat(server.liveTokens()).isZero();
    }

    @Test
    void tokenIsAFailureAlsoWhenItCannotBeRevoked() {
        server.answers("login", () -> server.token("0"));
        server.answers("token_revoke", () -> FakeVault.refused(500));
        assertThatThrownBy(server::login).isInstanceOf(VaultException.class).hasMessageContaining("lease_duration");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'auth':null}",
                "{'auth':'text'}",
                "{'auth':{'lease_duration':3600}}",
                "{'auth':{'lease_duration':3600,'client_token':null}}",
                "{'auth':{'lease_duration':3600,'client_token':7}}",
                "{'auth':{'lease_duration':3600,'client_token':''}}",
                "{'auth':{'lease_duration':3600,'client_token':'s.broken\\ntoken'}}",
                "{'auth':{'lease_duration':3600,'client_token':'s.brökentoken'}}"
            })
    void logInWithoutATokenThatCanBeSentIsAFailure(String body) {
        server.answers("login", () -> FakeVault.ok(body));
        assertThatThrownBy(server::login)
                .isInstanceOf(VaultException.class)
                .asString()
                .doesNotContain("s.br");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4700000000", "5000000000", "9223372036", "10000000000", "9223372036854775807"})
    void lifeOfMoreThanTenYearsCountsAsTen(String leaseDuration) {
        server.answers("login", () -> server.token(leaseDuration));
        assertThat(server.login().expiry().remaining()).isBetween(Duration.ofDays(3649), Duration.ofDays(3660));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "-5000000000", "0.5", "null", "'60'", "[]"})
    void leaseWithoutAUsableLifeIsGivenBack(String leaseDuration) {
        answerCredentials("{" + LEASE + ",'lease_duration':" + leaseDuration + "," + LOGIN + "}");
        assertThatThrownBy(this::lease).isInstanceOf(VaultException.class);
        assertThat(revoked).containsExactly("database/creds/precinct99-app/abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{" + LEASE + "}",
                "{" + LEASE + ",'lease_duration':60}",
                "{" + LEASE + ",'lease_duration':60,'data':null}",
                "{" + LEASE + ",'lease_duration':60,'data':'text'}",
                "{" + LEASE + ",'lease_duration':60,'data':{'username':'v-app'}}",
                "{" + LEASE + ",'lease_duration':60,'data':{'username':7,'password':'pw'}}",
                "{" + LEASE + ",'lease_duration':60,'data':{'username':'v-app','password':null}}"
            })
    void leaseWithoutALoginIsGivenBack(String body) {
        answerCredentials(body);
        assertThatThrownBy(this::lease).isInstanceOf(VaultException.class);
        assertThat(revoked).containsExactly("database/creds/precinct99-app/abc");
    }

    @Test
    void leaseIsAFailureAlsoWhenItCannotBeGivenBack() {
        server.answers("lease_revoke", () -> FakeVault.refused(500));
        answerCredentials("{" + LEASE + ",'lease_duration':0," + LOGIN + "}");
        assertThatThrownBy(this::lease).isInstanceOf(VaultException.class).hasMessageContaining("lease_duration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'lease_id':'',", "'lease_id':null,", "'lease_id':7,"})
    void loginThatIsNoLeaseIsAFailure(String leaseId) {
        answerCredentials("{" + leaseId + "'lease_duration':60," + LOGIN + "}");
        assertThatThrownBy(this::lease).isInstanceOf(VaultException.class);
        assertThat(revoked).isEmpty();
    }

    @Test
    void leaseThatIsWholeIsKept() {
        answerCredentials("{" + LEASE + ",'lease_duration':60," + LOGIN + "}");
        assertThat(lease().expiry().remaining()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        assertThat(revoked).isEmpty();
    }

    private DatabaseLease lease() {
        VaultSession session = server.login();
        return new VaultSession(vault, "database", session.token(), session.expiry())
                .databaseCredentials("precinct99-app");
    }

    private void answerCredentials(String json) {
        server.answers("database_credentials", () -> FakeVault.ok(json));
    }
}
