package io.precinct99.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.Api;
import io.precinct99.RawHttp;
import io.precinct99.stage.LibertyServer;
import io.precinct99.stage.Stage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rate limits as clients meet them, behind a proxy that is trusted. */
@Tag("embedded") // nothing in it depends on the stage
class LimitsIT {
    private static final String ME = "/api/v1/auth/me";
    private static LibertyServer server;
    private static Api api;
    private static RawHttp raw;

    @BeforeAll
    static void start() throws IOException {
        server = LibertyServer.prepare(
                        "limits",
                        Stage.current(),
                        Map.of(
                                "PRECINCT99_TRUSTED_PROXIES", "127.0.0.0/8,::1",
                                "PRECINCT99_RATE_LIMIT_CALLER", "4/PT1H",
                                "PRECINCT99_RATE_LIMIT_LOGIN_NAME", "3/PT1H",
                                "PRECINCT99_RATE_LIMIT_LOGIN_ADDRESS", "6/PT1H",
                                "PRECINCT99_RATE_LIMIT_REGISTER_ADDRESS", "2/PT1H"))
                .startReady();
        api = new Api(server.uri());
        raw = new RawHttp(server.uri());
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void callersAreCountedByTheirNameWhereverTheyAre() throws Exception {
        String jake = person("203.0.113.1");
        String amy = person("203.0.113.1");
        for (int i = 1; i <= 4; i++) {
            HttpResponse<String> answer = api.from("203.0.113." + i).get(ME, jake);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("RateLimit-Policy")).contains("\"caller\";q=4;w=3600");
            assertThat(answer.headers().firstValue("RateLimit").orElse(""))
                    .startsWith("\"caller\";r=" + (4 - i) + ";t=");
        }
        assertRefused(api.from("203.0.113.9").get(ME, jake));
        assertThat(api.from("203.0.113.9").get(ME, amy).statusCode()).isEqualTo(200);
    }

    @Test
    void anonymousCallersAreCountedByAddress() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThat(api.from("203.0.113.20").get("/", null).statusCode()).isEqualTo(200);
        }
        assertRefused(api.from("203.0.113.20").get("/", null));
        assertRefused(api.from("203.0.113.20").get(ME, null));
        assertThat(api.from("203.0.113.21").get("/", null).statusCode()).isEqualTo(200);
    }

    @Test
    void badTokensAreCountedByAddress() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThat(api.from("203.0.113.22").get(ME, "no.good.token" + i).statusCode())
                    .isEqualTo(401);
        }
        assertRefused(api.from("203.0.113.22").get(ME, "no.good.token"));
    }

    @Test
    void strangeCredentialsAreCountedByAddress() throws Exception {
        String from = "X-Forwarded-For: 203.0.113.23\r\n";
        String two = from + "Authorization: Bearer x\r\nAuthorization: Bearer y\r\n";
        for (int i = 0; i < 2; i++) {
            assertThat(raw.get(ME, two).status()).isEqualTo(400);
            assertThat(raw.get(ME + "?access_token=x", from).status()).isEqualTo(400);
        }
        assertRefused(raw.get(ME, two));
        assertRefused(raw.get(ME + "?access_token=x", from));
        assertRefused(raw.get("/", from));
    }

    @Test
    void whatIsNotThereIsCountedByAddress() throws Exception {
        String from = "X-Forwarded-For: 203.0.113.24\r\n";
        for (int i = 0; i < 2; i++) {
            RawHttp.Answer missing = raw.get("/nowhere", from);
            assertThat(missing.status()).isEqualTo(404);
            assertThat(missing.header("ratelimit")).startsWith("\"caller\";r=" + (3 - 2 * i) + ";t=");
            assertThat(raw.send("DELETE", ME, from, null).status()).isEqualTo(405);
        }
        assertRefused(raw.get("/nowhere", from));
        assertRefused(raw.send("DELETE", ME, from, null));
        assertRefused(raw.get("/", from));
    }

    @Test
    void whatIsNotThereIsCountedByCaller() throws Exception {
        String rosa = person("203.0.113.1");
        for (int i = 1; i <= 4; i++) {
            assertThat(api.from("203.0.113.7" + i).get("/nowhere", rosa).statusCode())
                    .isEqualTo(404);
        }
        assertRefused(api.from("203.0.113.79").get("/nowhere", rosa));
        assertRefused(api.from("203.0.113.79").get(ME, rosa));
        assertThat(api.from("203.0.113.79").get("/nowhere", null).statusCode()).isEqualTo(404);
    }

    @Test
    void badTokensAreCountedWhereNothingIs() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThat(api.from("203.0.113.80").get("/nowhere", "no.good.token").statusCode())
                    .isEqualTo(401);
        }
        assertRefused(api.from("203.0.113.80").get("/nowhere", "no.good.token"));
    }

    @Test
    void logInsAreCountedByNameAndByAddress() throws Exception {
        String name = Api.freshName();
        for (int i = 0; i < 3; i++) {
            assertThat(api.from("203.0.113.3" + i)
                            .tryLogIn(i == 0 ? name : name.toUpperCase(java.util.Locale.ROOT), "wrong")
                            .statusCode())
                    .isEqualTo(401);
        }
        assertRefused(api.from("203.0.113.39").tryLogIn(name, "wrong"));
        for (int i = 0; i < 6; i++) {
            assertThat(api.from("203.0.113.40")
                            .tryLogIn(Api.freshName(), "wrong")
                            .statusCode())
                    .isEqualTo(401);
        }
        assertRefused(api.from("203.0.113.40").tryLogIn(Api.freshName(), "wrong"));
    }

    @Test
    void registrationsAreCountedByAddressAndRefusedOnesCount() throws Exception {
        Api here = api.from("203.0.113.50");
        assertThat(here.tryRegister("x").statusCode()).isEqualTo(422);
        here.register(Api.freshName());
        assertRefused(here.tryRegister(Api.freshName()));
    }

    @Test
    void probesAreNotCounted() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(api.from("203.0.113.60").get("/health/live", null).statusCode())
                    .isEqualTo(200);
        }
    }

    /** Registered and logged in from addresses that no test uses. */
    private static String person(String notHere) throws IOException {
        String name = Api.freshName();
        Api elsewhere = api.from("2001:db8:" + Integer.toHexString(name.hashCode() & 0xffff) + "::" + notHere);
        elsewhere.register(name);
        return elsewhere.logIn(name);
    }

    private static void assertRefused(RawHttp.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(429);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(Long.parseLong(answer.header("retry-after"))).isBetween(3500L, 3600L);
        assertThat(answer.header("ratelimit")).contains(";r=0;t=");
        assertThat(answer.body()).contains("#quota-exceeded\"", "\"code\":\"rate_limited\"");
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(3500L, 3600L);
        assertThat(answer.headers().firstValue("RateLimit").orElse("")).contains(";r=0;t=");
        assertThat(answer.body()).contains("\"code\":\"");
    }
}
