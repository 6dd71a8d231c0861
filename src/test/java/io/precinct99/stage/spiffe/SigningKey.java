package io.precinct99.stage.spiffe;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.X509CertUtils;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.List;

/** A private key and the certificate that belongs to it; a JWK with {@code x5c} where it is kept (RFC 7517 §4.7). */
record SigningKey(KeyPair keys, X509Certificate certificate) {

    JWK toJwk() {
        try {
            return new ECKey.Builder(Curve.P_256, (ECPublicKey) keys.getPublic())
                    .privateKey(keys.getPrivate())
                    .x509CertChain(List.of(Base64.encode(certificate.getEncoded())))
                    .build();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate of ours cannot be encoded", e);
        }
    }

    static SigningKey fromJwk(JWK jwk) {
        try {
            return new SigningKey(
                    jwk.toECKey().toKeyPair(),
                    X509CertUtils.parse(jwk.getX509CertChain().get(0).decode()));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the stored key is no P-256 key", e);
        }
    }

    /** In lines of 64 characters (RFC 7468 §2), which strict readers insist on. */
    String certificatePem() {
        try {
            String body =
                    java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return X509CertUtils.PEM_BEGIN_MARKER + "\n" + body + "\n" + X509CertUtils.PEM_END_MARKER + "\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate of ours cannot be encoded", e);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + certificate.getSubjectX500Principal() + "]";
    }
}
