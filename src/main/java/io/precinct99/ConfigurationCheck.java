package io.precinct99;

import io.precinct99.access.AccessConfig;
import io.precinct99.account.AccountConfig;
import io.precinct99.problem.ConfigErrors;
import io.precinct99.token.TokenConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.Config;

/** Before anything else starts: every capability reads its configuration, and all that is wrong is said at once. */
@ApplicationScoped
public class ConfigurationCheck {
    /** Lower than any other observer's: before they use their configuration. */
    private static final int FIRST = 1;

    void check(@Observes @Priority(FIRST) @Initialized(ApplicationScoped.class) Object starting, Config config) {
        ConfigErrors errors = new ConfigErrors();
        AccessConfig.from(config, errors);
        TokenConfig.from(config, errors);
        AccountConfig.from(config, errors);
        errors.check();
    }
}
