package io.precinct99.github;

import io.precinct99.stage.EmbeddedStage;
import io.precinct99.stage.Stage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What the vault's owner sees of a secret's versions; the application may not look. */
record VaultVersions(HttpClient client, HttpRequest question) {
    static VaultVersions of(Stage stage, String path) throws Exception {
        var vault = ((EmbeddedStage) stage).vault();
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        trusted.setCertificateEntry(
                "vault",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(vault.caPem().getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        HttpRequest question = HttpRequest.newBuilder(vault.uri().resolve("/v1/secret/metadata/" + path))
                .header("X-Vault-Token", vault.rootToken())
                .build();
        return new VaultVersions(HttpClient.newBuilder().sslContext(tls).build(), question);
    }

    /** 200 while there are any, 404 when none is left. */
    int status() throws Exception {
        return client.send(question, BodyHandlers.discarding()).statusCode();
    }
}
