package io.precinct99.stage.spiffe;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Optional;
import java.util.function.Function;

/** A call that waits for its answer or, as a stream, for news. Not thread-safe: {@link WorkloadApi} guards it. */
final class OpenCall<T> {

    private final ServerCallStreamObserver<T> caller;
    private final Function<Publication, T> answer;
    private final boolean stream;
    private T last;

    OpenCall(ServerCallStreamObserver<T> caller, Function<Publication, T> answer, boolean stream) {
        this.caller = caller;
        this.answer = answer;
        this.stream = stream;
    }

    /** Tells the caller what it does not know yet; false when the call is over. */
    boolean deliver(Publication publication) {
        if (caller.isCancelled()) {
            return false;
        }
        if (publication.has(Fault.FROZEN)) {
            return true;
        }
        Optional<Status> refusal = publication.refusal();
        if (refusal.isPresent()) {
            caller.onError(refusal.get().asRuntimeException());
            return false;
        }
        try {
            send(answer.apply(publication));
            return stream;
        } catch (StatusRuntimeException e) {
            caller.onError(e);
            return false;
        }
    }

    private void send(T message) {
        if (!message.equals(last)) {
            caller.onNext(message);
            last = message;
        }
        if (!stream) {
            caller.onCompleted();
        }
    }
}
