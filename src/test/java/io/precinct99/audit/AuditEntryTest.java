package io.precinct99.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditEntryTest {
    @Test
    void detailsAreRead() {
        assertThat(details("{\"status\": \"403\"}")).isEqualTo("{\"status\":\"403\"}");
    }

    /** The listing shows the row all the same; that somebody edited it, the verification tells. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "{", "[]", "1", "{\"a\":1e99999999999}", "{\"a\":1e-99999999999}"})
    void detailsThatOnlyAnEditedRowHasAreLeftOut(String edited) {
        assertThat(details(edited)).isEqualTo("{}");
    }

    private static String details(String stored) {
        Object[] columns = {7L, 0L, "3", null, "logout", "success", "account", null, "127.0.0.1", null, null, stored};
        return AuditEntry.of(columns).details().toString();
    }
}
