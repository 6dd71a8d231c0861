package io.precinct99.stage.vault;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Answers one exchange, or misbehaves as the faults say. Waiting exchanges hold no thread. */
final class Answering implements AutoCloseable {

    private final Faults faults;
    private final CallCounts counts;
    private final Function<HttpCall, Answer> dispatcher;
    private final Executor pool;
    private final Queue<HttpExchange> hanging = new ConcurrentLinkedQueue<>();
    private final ScheduledThreadPoolExecutor delays =
            new ScheduledThreadPoolExecutor(1, DaemonThreads.named("development-vault-delays"));

    Answering(Faults faults, CallCounts counts, Function<HttpCall, Answer> dispatcher, Executor pool) {
        this.faults = faults;
        this.counts = counts;
        this.dispatcher = dispatcher;
        this.pool = pool;
    }

    void accept(HttpExchange exchange) {
        var path = HttpCall.path(exchange);
        counts.count(exchange.getRequestMethod(), path);
        var fault = faults.on(path).orElse(null);
        if (fault == null) {
            answer(exchange);
            return;
        }
        switch (fault.kind()) {
            case HANG -> hang(exchange, fault);
            case SLOW ->
                delays.schedule(
                        () -> pool.execute(() -> answer(exchange)),
                        fault.duration().toMillis(),
                        TimeUnit.MILLISECONDS);
            case RESET -> exchange.close();
            case HUGE -> new HugeBody().sendTo(exchange);
            default -> answer(exchange);
        }
    }

    void resume() {
        for (var exchange = hanging.poll(); exchange != null; exchange = hanging.poll()) {
            var waiting = exchange;
            pool.execute(() -> answer(waiting));
        }
    }

    @Override
    public void close() {
        delays.shutdownNow();
        hanging.forEach(HttpExchange::close);
        hanging.clear();
    }

    private void hang(HttpExchange exchange, Fault fault) {
        hanging.add(exchange);
        // Healed in between: nobody else would wake it.
        if (!faults.on(fault.kind(), HttpCall.path(exchange))) {
            resume();
        }
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            Answer answer;
            try {
                var call = HttpCall.read(exchange);
                answer = FaultyAnswers.instead(faults, call.path()).orElseGet(() -> dispatcher.apply(call));
            } catch (Refusal tooLarge) {
                answer = tooLarge.answer();
            }
            send(exchange, answer);
        } catch (IOException e) {
            // The client has gone, which is its right.
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Cache-Control", "no-store");
        answer.headers().forEach(headers::set);
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        if (answer.body().length > 0) {
            exchange.getResponseBody().write(answer.body());
        }
    }
}
