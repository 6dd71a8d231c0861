package io.precinct99.stage.spiffe;

import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * Self-signed https certificate of the {@link JwksEndpoint}. It outlives restarts when there is a state directory,
 * because vaults keep its PEM in their configuration.
 */
final class ServingCertificate {

    private static final String STORED = "jwks-serving.json";
    private static final String PEM = "jwks-ca.pem";
    private static final Duration LIFE = Duration.ofDays(3650);

    private final SigningKey key;

    private ServingCertificate(SigningKey key) {
        this.key = key;
    }

    static ServingCertificate loadOrCreate(Optional<StateDirectory> state, Instant now) throws IOException {
        Optional<String> stored = state.isPresent() ? state.get().read(STORED) : Optional.empty();
        ServingCertificate certificate = new ServingCertificate(stored.isPresent() ? parse(stored.get()) : create(now));
        if (state.isPresent()) {
            state.get().writeSecret(STORED, certificate.key.toJwk().toJSONString());
            state.get().writePublic(PEM, certificate.pem());
        }
        return certificate;
    }

    String pem() {
        return key.certificatePem();
    }

    SSLContext sslContext() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("serving", key.keys().getPrivate(), new char[0], new Certificate[] {key.certificate()});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot serve https", e);
        }
    }

    private static SigningKey create(Instant now) {
        KeyPair keys = CertificateTemplate.newKeyPair();
        var template = new CertificateTemplate(
                        new X500Name("O=Precinct 99 development,OU=OIDC discovery"),
                        keys.getPublic(),
                        Validity.from(now, LIFE))
                .names(
                        new GeneralName(GeneralName.dNSName, "localhost"),
                        new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                        new GeneralName(GeneralName.iPAddress, "::1"))
                .authority(false)
                .usage(KeyUsage.digitalSignature)
                .purposes(KeyPurposeId.id_kp_serverAuth);
        return new SigningKey(keys, template.selfSigned(keys));
    }

    private static SigningKey parse(String stored) throws IOException {
        try {
            return SigningKey.fromJwk(JWK.parse(stored));
        } catch (ParseException | RuntimeException e) {
            throw new IOException("stored serving certificate cannot be read; remove " + STORED, e);
        }
    }
}
