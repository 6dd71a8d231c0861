package io.precinct99.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConfigErrorsTest {
    private final ConfigErrors errors = new ConfigErrors();

    @Test
    void everyBadValueIsNamedAndNoneIsShown() {
        MapConfig config = MapConfig.of("a", "hunter2", "b", "hunter3", "precinct99.stage", "hunter4");
        errors.read(config, "a", "1", Integer::parseInt);
        errors.read(config, "b", "PT1M", Duration::parse);
        errors.embedded(config);
        errors.embedded(config);

        assertThatThrownBy(errors::check)
                .hasMessageContaining("a: must be a number")
                .hasMessageContaining("b: must be an ISO 8601 duration")
                .hasMessageContaining("precinct99.stage: must be production or embedded")
                .hasMessageNotContaining("hunter");
        assertThat(errors.all()).hasSize(3);
    }

    @Test
    void missingValueIsTheFallback() {
        Integer read = errors.read(MapConfig.of(), "a", "7", Integer::parseInt);
        assertThat(read).isEqualTo(7);
        assertThat(errors.embedded(MapConfig.of())).isFalse();
        assertThat(errors.embedded(MapConfig.of("precinct99.stage", "embedded")))
                .isTrue();
        errors.check();
    }
}
