package io.precinct99;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AssemblyTest {
    @Test
    void partThatFailsToEndKeepsNoOtherFromIt() {
        AtomicBoolean ended = new AtomicBoolean();
        HeardLogs heard = new HeardLogs(Assembly.class);
        assertThatCode(() -> {
                    Assembly.end("first", () -> {
                        throw new IllegalStateException("the pool hangs");
                    });
                    Assembly.end("second", () -> {
                        throw new NoClassDefFoundError("unloaded");
                    });
                    Assembly.end("third", () -> ended.set(true));
                })
                .doesNotThrowAnyException();
        heard.close();
        assertThat(ended).isTrue();
        assertThat(heard.warnings).hasSize(2);
    }
}
