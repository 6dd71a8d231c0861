package io.precinct99.stage.spiffe;

import io.spiffe.workloadapi.Watcher;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what a stream told. */
final class Updates<T> implements Watcher<T> {

    final List<T> received = new CopyOnWriteArrayList<>();
    final List<Throwable> errors = new CopyOnWriteArrayList<>();

    T last() {
        return received.get(received.size() - 1);
    }

    @Override
    public void onUpdate(T update) {
        received.add(update);
    }

    @Override
    public void onError(Throwable error) {
        errors.add(error);
    }
}
