package io.precinct99.stage.spiffe;

import com.nimbusds.jose.jwk.JWK;
import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** The self-signed authority that signs X.509-SVIDs (X509-SVID §3 signing certificates, §4 constraints). */
final class CertificateAuthority {

    private static final String ORGANIZATION = "Precinct 99 development";

    private final SigningKey key;

    private CertificateAuthority(SigningKey key) {
        this.key = key;
    }

    static CertificateAuthority create(TrustDomain trustDomain, Instant now, Duration life) {
        KeyPair keys = CertificateTemplate.newKeyPair();
        // A serial number in the subject keeps an authority and its successor apart for path builders.
        X500Name subject = new X500NameBuilder()
                .addRDN(BCStyle.O, ORGANIZATION)
                .addRDN(BCStyle.SERIALNUMBER, UUID.randomUUID().toString())
                .build();
        X509Certificate certificate = new CertificateTemplate(subject, keys.getPublic(), Validity.from(now, life))
                .names(new GeneralName(GeneralName.uniformResourceIdentifier, trustDomain.toIdString()))
                .authority(true)
                .usage(KeyUsage.keyCertSign | KeyUsage.cRLSign)
                .selfSigned(keys);
        return new CertificateAuthority(new SigningKey(keys, certificate));
    }

    static CertificateAuthority fromJwk(JWK jwk) {
        return new CertificateAuthority(SigningKey.fromJwk(jwk));
    }

    JWK toJwk() {
        return key.toJwk();
    }

    X509Certificate certificate() {
        return key.certificate();
    }

    String certificatePem() {
        return key.certificatePem();
    }

    Instant notBefore() {
        return certificate().getNotBefore().toInstant();
    }

    Instant notAfter() {
        return certificate().getNotAfter().toInstant();
    }

    /** A leaf with a key of its own, one URI SAN (X509-SVID §2) and a DNS SAN made of the last path segment. */
    X509Leaf issue(SpiffeId id, Validity validity, boolean commonName) {
        KeyPair keys = CertificateTemplate.newKeyPair();
        String dnsName = dnsName(id);
        X500NameBuilder subject = new X500NameBuilder().addRDN(BCStyle.O, ORGANIZATION);
        if (commonName) {
            subject.addRDN(BCStyle.CN, dnsName);
        }
        X509Certificate leaf = new CertificateTemplate(subject.build(), keys.getPublic(), validity.within(notAfter()))
                .names(
                        new GeneralName(GeneralName.uniformResourceIdentifier, id.toString()),
                        new GeneralName(GeneralName.dNSName, dnsName))
                .authority(false)
                .usage(KeyUsage.digitalSignature)
                .purposes(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth)
                .signed(
                        X500Name.getInstance(
                                certificate().getSubjectX500Principal().getEncoded()),
                        key.keys());
        return new X509Leaf(id, leaf, keys.getPrivate());
    }

    private static String dnsName(SpiffeId id) {
        String path = id.getPath();
        String name = path.isEmpty() ? id.getTrustDomain().getName() : path.substring(path.lastIndexOf('/') + 1);
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
