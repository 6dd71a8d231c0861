package io.precinct99.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.problem.MapConfig;
import io.precinct99.stage.OwnSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is admitted to a comparison, on a real PostgreSQL, whatever else keeps guesses from running side by side. */
class GuessesIT {
    private static final LoginName NAME = LoginName.of("holt");

    private OwnSchema schema;
    private Guesses guesses;

    @BeforeEach
    void prepare() throws Exception {
        schema = new OwnSchema("V1__accounts.sql", "V4__sessions.sql");
        guesses = new Guesses(MapConfig.of());
        guesses.entities = new StatementsOverJdbc(schema).entities();
    }

    @AfterEach
    void end() throws Exception {
        schema.close();
    }

    @Test
    void row08_ofGuessesThatHaveNotEndedTenAreAdmitted() throws Exception {
        assertThat(begin(20).stream().filter(Guess::admitted)).hasSize(10);
    }

    @Test
    void row08_failuresTakeThePlacesOfGuesses() throws Exception {
        for (int i = 0; i < 3; i++) {
            guesses.end(guesses.begin(NAME, "192.0.2.1"), Guess.Result.WRONG);
        }
        assertThat(begin(20).stream().filter(Guess::admitted)).hasSize(7);
    }

    @Test
    void endedGuessesLeaveRoomForOthers() throws Exception {
        for (Guess guess : begin(20)) {
            guesses.end(guess, Guess.Result.UNDECIDED);
        }
        assertThat(guesses.begin(NAME, "192.0.2.2").admitted()).isTrue();
    }

    /** In parallel, each from an address of its own, so that only the name counts. */
    private List<Guess> begin(int number) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Guess>> calls = IntStream.range(0, number)
                    .<Callable<Guess>>mapToObj(i -> () -> guesses.begin(NAME, "198.51.100." + i))
                    .toList();
            List<Guess> begun = new ArrayList<>();
            for (Future<Guess> call : threads.invokeAll(calls)) {
                begun.add(call.get());
            }
            return begun;
        } finally {
            threads.shutdown();
        }
    }
}
