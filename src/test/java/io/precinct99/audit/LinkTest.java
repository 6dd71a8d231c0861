package io.precinct99.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkTest {
    private static final StoredRow FIRST = new StoredRow(5, List.of("a", "b"));
    private static final StoredRow SECOND = new StoredRow(9, List.of("c", "d"));

    @Test
    void hashIsThatOfThePreviousHashAndTheRow() throws Exception {
        Link first = Link.NONE.next(FIRST);
        Link second = first.next(SECOND);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(first.hash());
        assertThat(second.hasHash(digest.digest(CanonicalForm.of(SECOND)))).isTrue();
    }

    @Test
    void linksAreNumberedFromOneWhateverTheIdsOfTheirRows() {
        Link second = Link.NONE.next(FIRST).next(SECOND);
        assertThat(second.seq()).isEqualTo(2);
        assertThat(second.auditId()).isEqualTo(9);
    }

    @Test
    void orderMatters() {
        assertThat(Link.NONE.next(FIRST).next(SECOND).hash())
                .isNotEqualTo(Link.NONE.next(SECOND).next(FIRST).hash());
    }
}
