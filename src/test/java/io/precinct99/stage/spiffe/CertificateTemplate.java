package io.precinct99.stage.spiffe;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** What a certificate will say, until an ECDSA P-256 key signs it. */
final class CertificateTemplate {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final X500Name subject;
    private final PublicKey key;
    private final Validity validity;
    private final BigInteger serial = new BigInteger(127, RANDOM).setBit(126);
    private final Map<ASN1ObjectIdentifier, ASN1Encodable> plain = new LinkedHashMap<>();
    private final Map<ASN1ObjectIdentifier, ASN1Encodable> critical = new LinkedHashMap<>();

    CertificateTemplate(X500Name subject, PublicKey key, Validity validity) {
        this.subject = subject;
        this.key = key;
        this.validity = validity;
    }

    static KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no P-256 keys", e);
        }
    }

    CertificateTemplate names(GeneralName... names) {
        plain.put(Extension.subjectAlternativeName, new GeneralNames(names));
        return this;
    }

    CertificateTemplate authority(boolean isAuthority) {
        critical.put(Extension.basicConstraints, new BasicConstraints(isAuthority));
        return this;
    }

    /** @param usage bits of {@link KeyUsage} */
    CertificateTemplate usage(int usage) {
        critical.put(Extension.keyUsage, new KeyUsage(usage));
        return this;
    }

    CertificateTemplate purposes(KeyPurposeId... purposes) {
        plain.put(Extension.extendedKeyUsage, new ExtendedKeyUsage(purposes));
        return this;
    }

    X509Certificate selfSigned(KeyPair keys) {
        return signed(subject, keys);
    }

    X509Certificate signed(X500Name issuer, KeyPair issuerKeys) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    issuer, serial, Date.from(validity.notBefore()), Date.from(validity.notAfter()), subject, key);
            for (var extension : critical.entrySet()) {
                builder.addExtension(extension.getKey(), true, extension.getValue());
            }
            for (var extension : plain.entrySet()) {
                builder.addExtension(extension.getKey(), false, extension.getValue());
            }
            var identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(issuerKeys.getPublic()));
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot sign a certificate for " + subject, e);
        }
    }
}
