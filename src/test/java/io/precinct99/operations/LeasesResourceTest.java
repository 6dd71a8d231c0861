package io.precinct99.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.database.LeaseStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LeasesResourceTest {
    @Test
    void onlyTheLastTwentyRetiredAreShown() {
        var known = Stream.concat(
                        Stream.of(lease(30, "active"), lease(29, "draining")),
                        LongStream.rangeClosed(1, 25).mapToObj(n -> lease(29 - n, "retired")))
                .toList();
        var shown = LeasesResource.recent(known);
        assertThat(shown).hasSize(22).isSubsetOf(known);
        assertThat(shown.get(0).generation()).isEqualTo(30);
        assertThat(shown.get(21).generation()).isEqualTo(9);
    }

    private static LeaseStatus lease(long number, String state) {
        return new LeaseStatus(
                number, state, Instant.EPOCH, Instant.EPOCH, Optional.empty(), 0, "abcd…", Optional.empty());
    }
}
