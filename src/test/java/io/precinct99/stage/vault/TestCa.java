package io.precinct99.stage.vault;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A CA of a trust domain, which issues X.509-SVIDs. */
final class TestCa {

    private static final X500Name NAME = new X500Name("O=SPIRE");

    private final KeyPair keys = newKeys();
    private final X509Certificate certificate =
            issue(keys, "spiffe://precinct99.internal", Instant.now().plus(Duration.ofDays(1)), true);

    X509Certificate certificate() {
        return certificate;
    }

    /** The key manager of a client that shows a fresh SVID. */
    KeyManager svid(String spiffeId, Instant notAfter) {
        try {
            var leafKeys = newKeys();
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var chain = new X509Certificate[] {issue(leafKeys, spiffeId, notAfter, false)};
            store.setKeyEntry("svid", leafKeys.getPrivate(), new char[0], chain);
            var managers = KeyManagerFactory.getInstance("SunX509");
            managers.init(store, new char[0]);
            return managers.getKeyManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private X509Certificate issue(KeyPair subject, String uri, Instant notAfter, boolean ca) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    NAME,
                    new BigInteger(1, RandomText.bytes(16)),
                    Date.from(Instant.now().minus(Duration.ofHours(1))),
                    Date.from(notAfter),
                    ca ? NAME : new X500Name("O=SPIRE,CN=workload"),
                    subject.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
            builder.addExtension(
                    Extension.keyUsage, true, new KeyUsage(ca ? KeyUsage.keyCertSign : KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri)));
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
