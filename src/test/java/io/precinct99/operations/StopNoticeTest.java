package io.precinct99.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StopNoticeTest {
    @Test
    void isGivenBeforeTheDelayIsOver() throws Exception {
        StopNotice notice = new StopNotice(Duration.ofMinutes(5));
        assertThat(notice.isGiven()).isFalse();
        Thread first = new Thread(notice::give);
        first.start();
        while (!notice.isGiven()) {
            Thread.onSpinWait();
        }
        assertThat(first.isAlive()).isTrue();
        first.interrupt();
        first.join();
    }

    @Test
    @Timeout(60)
    void isWaitedForOnce() {
        StopNotice notice = new StopNotice(Duration.ofMinutes(5));
        Thread.currentThread().interrupt(); // ends the first wait
        notice.give();
        assertThat(Thread.interrupted()).isTrue();
        notice.give();
        assertThat(notice.isGiven()).isTrue();
    }
}
