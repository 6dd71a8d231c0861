package io.precinct99.stage.spiffe;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.spiffe.workloadapi.grpc.SpiffeWorkloadAPIGrpc;
import io.spiffe.workloadapi.grpc.Workload;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * The five calls of the SPIFFE Workload API (§5 X.509-SVID profile, §6 JWT-SVID profile). Streams stay open and receive
 * each publication that changes their answer, in order. Thread-safe.
 */
final class WorkloadApi implements SpiffeWorkloadAPIGrpc.AsyncService {

    private final X509Answers x509;
    private final JwtAnswers jwt;
    private final Set<OpenCall<?>> calls = new LinkedHashSet<>();
    private Publication publication;

    WorkloadApi(X509Answers x509, JwtAnswers jwt, Publication first) {
        this.x509 = x509;
        this.jwt = jwt;
        this.publication = first;
    }

    synchronized void publish(Publication next) {
        publication = next;
        calls.removeIf(call -> !call.deliver(next));
    }

    /** Forgets all callers: their connections are gone. */
    synchronized void abandon() {
        calls.clear();
    }

    @Override
    public void fetchX509SVID(Workload.X509SVIDRequest request, StreamObserver<Workload.X509SVIDResponse> caller) {
        accept(caller, x509::svids, true);
    }

    @Override
    public void fetchX509Bundles(
            Workload.X509BundlesRequest request, StreamObserver<Workload.X509BundlesResponse> caller) {
        accept(caller, x509::bundles, true);
    }

    @Override
    public void fetchJWTSVID(Workload.JWTSVIDRequest request, StreamObserver<Workload.JWTSVIDResponse> caller) {
        accept(caller, now -> jwt.svids(now, request), false);
    }

    @Override
    public void fetchJWTBundles(
            Workload.JWTBundlesRequest request, StreamObserver<Workload.JWTBundlesResponse> caller) {
        accept(caller, jwt::bundles, true);
    }

    @Override
    public void validateJWTSVID(
            Workload.ValidateJWTSVIDRequest request, StreamObserver<Workload.ValidateJWTSVIDResponse> caller) {
        accept(caller, now -> jwt.validate(now, request), false);
    }

    private <T> void accept(StreamObserver<T> caller, Function<Publication, T> answer, boolean stream) {
        ServerCallStreamObserver<T> server = (ServerCallStreamObserver<T>) caller;
        OpenCall<T> call = new OpenCall<>(server, answer, stream);
        server.setOnCancelHandler(() -> forget(call));
        synchronized (this) {
            if (call.deliver(publication)) {
                calls.add(call);
            }
        }
    }

    private synchronized void forget(OpenCall<?> call) {
        calls.remove(call);
    }
}
