package io.precinct99.docs;

import io.precinct99.problem.MapConfig;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;

/** Remembers which keys it was asked for. */
record RecordingConfig(MapConfig values, Set<String> keys) implements Config {
    static RecordingConfig of(MapConfig values) {
        return new RecordingConfig(values, new TreeSet<>());
    }

    @Override
    public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
        keys.add(name);
        return values.getOptionalValue(name, type);
    }

    @Override
    public <T> T getValue(String name, Class<T> type) {
        keys.add(name);
        return values.getValue(name, type);
    }

    @Override
    public ConfigValue getConfigValue(String name) {
        return values.getConfigValue(name);
    }

    @Override
    public Iterable<String> getPropertyNames() {
        return values.getPropertyNames();
    }

    @Override
    public Iterable<ConfigSource> getConfigSources() {
        return values.getConfigSources();
    }

    @Override
    public <T> Optional<Converter<T>> getConverter(Class<T> type) {
        return values.getConverter(type);
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return values.unwrap(type);
    }
}
