package io.precinct99.access;

import io.precinct99.problem.ConfigErrors;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Limits, CORS origins and trusted proxies.
 *
 * @param quotas a limit that is off has none
 * @param sharedLimits whether replicas count together, in PostgreSQL
 */
public record AccessConfig(
        Map<Limit, Quota> quotas, boolean sharedLimits, Set<String> corsOrigins, List<AddressRange> trustedProxies) {
    private static final Map<Limit, String> DEFAULTS = Map.of(
            Limit.CALLER, "600/PT1M",
            Limit.LOGIN_NAME, "10/PT1M",
            Limit.LOGIN_ADDRESS, "20/PT1M",
            Limit.REGISTER_ADDRESS, "5/PT1M");

    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]+(:\\d{1,5})?");

    public static AccessConfig from(Config config, ConfigErrors errors) {
        boolean embedded = errors.embedded(config);
        Map<Limit, Quota> quotas = new EnumMap<>(Limit.class);
        for (Limit limit : Limit.values()) {
            String key = "precinct99.rate-limit." + limit.policy();
            Quota quota = errors.read(config, key, DEFAULTS.get(limit), text -> quota(text, embedded));
            if (quota != null) {
                quotas.put(limit, quota);
            }
        }
        return new AccessConfig(
                quotas,
                Boolean.TRUE.equals(
                        errors.read(config, "precinct99.rate-limit.store", "process", AccessConfig::shared)),
                Set.copyOf(list(config, errors, "precinct99.cors.origins", text -> origin(text, embedded))),
                list(config, errors, "precinct99.trusted-proxies", AddressRange::parse));
    }

    static AccessConfig load(Config config) {
        ConfigErrors errors = new ConfigErrors();
        AccessConfig read = from(config, errors);
        errors.check();
        return read;
    }

    private static Quota quota(String text, boolean embedded) {
        if (!text.equals("off")) {
            return Quota.parse(text);
        }
        if (!embedded) {
            throw new IllegalArgumentException("may be off on the embedded stage only");
        }
        return null;
    }

    private static boolean shared(String text) {
        return switch (text) {
            case "process" -> false;
            case "postgresql" -> true;
            default -> throw new IllegalArgumentException("must be process or postgresql");
        };
    }

    private static <T> List<T> list(Config config, ConfigErrors errors, String key, Function<String, T> parse) {
        List<T> values = errors.read(config, key, "", text -> ConfigErrors.list(text, parse));
        return values == null ? List.of() : values;
    }

    /** Compared byte by byte with what browsers send, so only the form that they send is taken. */
    private static String origin(String text, boolean embedded) {
        if (text.equals("*") || text.equals("null")) {
            if (embedded) {
                return text;
            }
            throw new IllegalArgumentException("may hold * or null on the embedded stage only");
        }
        if (!ORIGIN.matcher(text).matches()) {
            throw new IllegalArgumentException("must be origins such as https://app.example.org");
        }
        return text;
    }
}
