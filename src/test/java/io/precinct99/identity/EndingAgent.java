package io.precinct99.identity;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.spiffe.bundle.x509bundle.X509Bundle;
import io.spiffe.svid.x509svid.X509Svid;
import io.spiffe.workloadapi.X509Context;
import io.spiffe.workloadapi.grpc.Workload;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends each caller the same identity over TCP, and ends the stream with status OK. */
final class EndingAgent extends TcpAgent {
    final AtomicInteger streams = new AtomicInteger();
    private final Workload.X509SVIDResponse answer;

    EndingAgent(X509Context identity) throws Exception {
        answer = answer(identity);
    }

    @Override
    public void fetchX509SVID(Workload.X509SVIDRequest request, StreamObserver<Workload.X509SVIDResponse> caller) {
        streams.incrementAndGet();
        caller.onNext(answer);
        caller.onCompleted();
    }

    private static Workload.X509SVIDResponse answer(X509Context identity) throws Exception {
        X509Svid svid = identity.getDefaultSvid();
        X509Bundle bundle = identity.getX509BundleSet()
                .getBundleForTrustDomain(svid.getSpiffeId().getTrustDomain());
        return Workload.X509SVIDResponse.newBuilder()
                .addSvids(Workload.X509SVID
                        .newBuilder()
                        .setSpiffeId(svid.getSpiffeId().toString())
                        .setX509Svid(der(svid.getChain()))
                        .setX509SvidKey(ByteString.copyFrom(svid.getPrivateKey().getEncoded()))
                        .setBundle(der(bundle.getX509Authorities())))
                .build();
    }

    private static ByteString der(Collection<X509Certificate> certificates) throws CertificateEncodingException {
        ByteString der = ByteString.EMPTY;
        for (X509Certificate certificate : certificates) {
            der = der.concat(ByteString.copyFrom(certificate.getEncoded()));
        }
        return der;
    }
}
