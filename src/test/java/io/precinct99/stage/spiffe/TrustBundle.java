package io.precinct99.stage.spiffe;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import java.io.ByteArrayOutputStream;
import java.security.cert.CertificateEncodingException;
import java.util.stream.Collectors;

/** The forms in which the published authorities reach those who must trust them. */
final class TrustBundle {

    /** SPIFFE Trust Domain and Bundle §4.2.2. */
    private static final KeyUse JWT_SVID = new KeyUse("jwt-svid");

    private final Authorities authorities;

    TrustBundle(Authorities authorities) {
        this.authorities = authorities;
    }

    /** Concatenated ASN.1 DER without separator, as the Workload API wants it. */
    byte[] der() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            for (Authority authority : authorities.published()) {
                all.writeBytes(authority.x509().certificate().getEncoded());
            }
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate of ours cannot be encoded", e);
        }
        return all.toByteArray();
    }

    String pem() {
        return authorities.published().stream()
                .map(authority -> authority.x509().certificatePem())
                .collect(Collectors.joining());
    }

    /** JWKS of the Workload API. */
    String jwtBundle() {
        return keySet(JWT_SVID);
    }

    /** JWKS of the OIDC discovery endpoint. */
    String oidcKeys() {
        return keySet(KeyUse.SIGNATURE);
    }

    private String keySet(KeyUse use) {
        return new JWKSet(authorities.published().stream()
                        .map(authority -> authority.jwt().published(use))
                        .toList())
                .toString(true);
    }
}
