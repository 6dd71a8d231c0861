package io.precinct99.stage.spiffe;

import static io.precinct99.stage.spiffe.Workbench.WORKLOAD;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.X509CertUtils;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JwksEndpointTest {

    private final Workbench bench = new Workbench();
    private DevelopmentTrustDomain trustDomain;

    @BeforeEach
    void start() throws Exception {
        trustDomain = bench.start();
        trustDomain.register(WORKLOAD);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void discoveryLeadsToTheKeyThatSigned() throws Exception {
        var discovery = JSONObjectUtils.parse(get(trustDomain.issuer().resolve("/.well-known/openid-configuration"))
                .body());
        assertThat(discovery).containsEntry("issuer", trustDomain.issuer().toString());
        JWKSet keys = JWKSet.parse(get(URI.create(JSONObjectUtils.getString(discovery, "jwks_uri")))
                .body());

        SignedJWT token =
                SignedJWT.parse(bench.client(trustDomain).fetchJwtSvid("vault").getToken());

        var key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toECKey();
        assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
        assertThat(key.isPrivate()).isFalse();
    }

    @Test
    void rotatedKeyIsThereAtOnce() throws Exception {
        trustDomain.rotateAuthority();

        assertThat(JWKSet.parse(get(trustDomain.jwksUri()).body()).size()).isEqualTo(2);
    }

    @Test
    void nothingElseIsServed() throws Exception {
        assertThat(get(trustDomain.issuer().resolve("/keys/other")).statusCode())
                .isEqualTo(404);
    }

    private HttpResponse<String> get(URI uri) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("jwks", X509CertUtils.parse(trustDomain.jwksCaPem()));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        HttpClient client = HttpClient.newBuilder().sslContext(context).build();
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
