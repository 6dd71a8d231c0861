package io.precinct99.stage.spiffe;

import io.spiffe.spiffeid.SpiffeId;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** An X.509-SVID with its private key. */
record X509Leaf(SpiffeId id, X509Certificate certificate, PrivateKey key) {

    @Override
    public String toString() {
        return "X509Leaf[" + id + ", until " + certificate.getNotAfter() + "]";
    }
}
