package io.precinct99.vault;

import io.precinct99.problem.ConfigErrors;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Where the vault is and what is ours in it. Keys as in the README, section Configuration.
 *
 * @param address scheme, host and port, no path
 * @param caFile PEM file with the authorities that may vouch for the vault; empty takes the platform's
 * @param namespace OpenBao namespace; empty is the root namespace
 * @param transitKey signs access tokens
 * @param auditKey signs checkpoints of the audit trail, and nothing else
 */
public record VaultConfig(
        URI address,
        Optional<Path> caFile,
        Optional<String> namespace,
        AuthMethod authMethod,
        String authMount,
        String authRole,
        String audience,
        String kvMount,
        String databaseMount,
        String databaseRole,
        String migrationRole,
        String transitMount,
        String transitKey,
        String auditKey) {

    /** How we log in: with a JWT-SVID, or with the X.509-SVID as TLS client certificate. */
    public enum AuthMethod {
        JWT,
        CERT
    }

    private static final Pattern MOUNT = Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*");
    private static final URI NOWHERE = URI.create("https://vault.invalid");

    /** Reads the configuration; what is wrong is added to {@code errors}. */
    public static VaultConfig from(Config config, ConfigErrors errors) {
        Reader read = new Reader(config, errors);
        AuthMethod method = read.authMethod();
        return new VaultConfig(
                read.address(),
                read.caFile(),
                read.namespace(),
                method,
                read.name("precinct99.vault.auth.mount", method.name().toLowerCase(java.util.Locale.ROOT)),
                read.name("precinct99.vault.auth.role", "precinct99"),
                read.text("precinct99.vault.auth.audience", "vault"),
                read.name("precinct99.vault.kv.mount", "secret"),
                read.name("precinct99.vault.database.mount", "database"),
                read.name("precinct99.vault.database.role", "precinct99-app"),
                read.name("precinct99.vault.database.migration-role", "precinct99-migration"),
                read.name("precinct99.vault.transit.mount", "transit"),
                read.name("precinct99.vault.transit.key", "access-token"),
                read.name("precinct99.vault.transit.audit-key", "audit-checkpoint"));
    }

    private record Reader(Config config, ConfigErrors errors) {
        String text(String key, String otherwise) {
            return config.getOptionalValue(key, String.class).orElse(otherwise);
        }

        String name(String key, String otherwise) {
            String value = text(key, otherwise);
            if (!MOUNT.matcher(value).matches()) {
                errors.refuse(key, "must be letters, digits, '-' and '_', parts separated by '/'");
            }
            return value;
        }

        Optional<String> namespace() {
            Optional<String> name = config.getOptionalValue("VAULT_NAMESPACE", String.class);
            if (name.isPresent() && !name.get().matches("[!-~]+")) {
                errors.refuse("VAULT_NAMESPACE", "must be ASCII without blanks");
            }
            return name;
        }

        AuthMethod authMethod() {
            String key = "precinct99.vault.auth.method";
            return switch (text(key, "jwt")) {
                case "jwt" -> AuthMethod.JWT;
                case "cert" -> AuthMethod.CERT;
                default -> {
                    errors.refuse(key, "must be jwt or cert");
                    yield AuthMethod.JWT;
                }
            };
        }

        URI address() {
            String value = text("VAULT_ADDR", "");
            if (value.isEmpty()) {
                errors.refuse("VAULT_ADDR", "must be set to the vault's address, for example https://openbao:8200");
                return NOWHERE;
            }
            try {
                URI uri = URI.create(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
                boolean http = "http".equals(uri.getScheme());
                if (uri.getHost() == null
                        || uri.getUserInfo() != null
                        || !uri.getPath().isEmpty()
                        || uri.getQuery() != null
                        || uri.getFragment() != null
                        || uri.getPort() == 0
                        || uri.getPort() > 65_535
                        || !(http || "https".equals(uri.getScheme()))) {
                    errors.refuse("VAULT_ADDR", "must be https://host:port");
                    return NOWHERE;
                }
                if (http && !errors.embedded(config)) {
                    errors.refuse("VAULT_ADDR", "must be https outside the embedded stage");
                }
                return uri;
            } catch (IllegalArgumentException e) {
                errors.refuse("VAULT_ADDR", "must be https://host:port");
                return NOWHERE;
            }
        }

        Optional<Path> caFile() {
            Optional<Path> file =
                    config.getOptionalValue("VAULT_CACERT", String.class).map(Path::of);
            if (file.isPresent() && !Files.isReadable(file.get())) {
                errors.refuse("VAULT_CACERT", "must name a readable PEM file");
            }
            return file;
        }
    }
}
