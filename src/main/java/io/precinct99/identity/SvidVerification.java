package io.precinct99.identity;

import io.spiffe.bundle.x509bundle.X509Bundle;
import io.spiffe.exception.BundleNotFoundException;
import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.svid.x509svid.X509SvidValidator;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/** How an X.509-SVID is verified (X509-SVID section 5), whoever shows it. */
public final class SvidVerification {
    private SvidVerification() {}

    /**
     * Verifies a chain, leaf first, against the authorities of the trust domain of {@code expected}.
     *
     * @throws CertificateException when it does not lead to one of the authorities, is not valid now, or names somebody else
     */
    public static void verify(List<X509Certificate> chain, SpiffeId expected, Set<X509Certificate> authorities)
            throws CertificateException {
        try {
            X509SvidValidator.verifyChain(chain, new X509Bundle(expected.getTrustDomain(), authorities));
        } catch (BundleNotFoundException e) {
            throw new CertificateException("the SVID belongs to another trust domain", e);
        }
        X509SvidValidator.verifySpiffeId(chain.get(0), () -> Set.of(expected));
    }
}
