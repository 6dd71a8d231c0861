package io.precinct99.stage.spiffe;

import com.google.protobuf.ByteString;
import io.spiffe.spiffeid.TrustDomain;
import io.spiffe.workloadapi.grpc.Workload;
import java.security.cert.CertificateEncodingException;

/** Answers of the X.509-SVID profile (SPIFFE Workload API §5). */
final class X509Answers {

    static final ByteString GARBAGE = ByteString.copyFromUtf8("these bytes are no SVID, key or bundle");

    private final TrustDomain trustDomain;
    private final ByteString foreignKey =
            ByteString.copyFrom(CertificateTemplate.newKeyPair().getPrivate().getEncoded());

    X509Answers(TrustDomain trustDomain) {
        this.trustDomain = trustDomain;
    }

    Workload.X509SVIDResponse svids(Publication now) {
        Workload.X509SVIDResponse.Builder answer = Workload.X509SVIDResponse.newBuilder();
        for (X509Leaf svid : now.svids()) {
            answer.addSvids(Workload.X509SVID
                    .newBuilder()
                    .setSpiffeId(svid.id().toString())
                    .setX509Svid(now.has(Fault.MALFORMED) ? GARBAGE : der(svid))
                    .setX509SvidKey(key(svid, now))
                    .setBundle(bundle(now)));
        }
        return answer.build();
    }

    Workload.X509BundlesResponse bundles(Publication now) {
        return Workload.X509BundlesResponse.newBuilder()
                .putBundles(trustDomain.toIdString(), bundle(now))
                .build();
    }

    private ByteString key(X509Leaf svid, Publication now) {
        if (now.has(Fault.MALFORMED)) {
            return GARBAGE;
        }
        return now.has(Fault.MISMATCHED_KEY)
                ? foreignKey
                : ByteString.copyFrom(svid.key().getEncoded());
    }

    private static ByteString bundle(Publication now) {
        return now.has(Fault.MALFORMED) ? GARBAGE : ByteString.copyFrom(new TrustBundle(now.authorities()).der());
    }

    private static ByteString der(X509Leaf svid) {
        try {
            return ByteString.copyFrom(svid.certificate().getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate of ours cannot be encoded", e);
        }
    }
}
