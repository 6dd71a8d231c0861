package io.precinct99.stage.vault;

import jakarta.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code auth/cert/login}: the X.509-SVID of the TLS session becomes a token. */
final class CertLogin {

    private static final int URI_NAME = 6;
    private static final String REFUSED = "invalid certificate or no client certificate supplied";

    /** Which URI SANs log in, and what they are given. */
    record Role(List<String> allowedUriSans, TokenGrant grant) {

        static Role of(JsonObject json, Supplier<Ttls> overrides) {
            return new Role(JsonText.strings(json, "allowed_uri_sans"), TokenGrant.of(json, overrides));
        }

        boolean allows(String uri) {
            return allowedUriSans.stream()
                    .anyMatch(allowed -> allowed.endsWith("*")
                            ? uri.startsWith(allowed.substring(0, allowed.length() - 1))
                            : allowed.equals(uri));
        }
    }

    private final Map<String, Role> roles;
    private final Supplier<? extends Collection<X509Certificate>> bundle;
    private final Tokens tokens;

    CertLogin(Map<String, Role> roles, Supplier<? extends Collection<X509Certificate>> bundle, Tokens tokens) {
        this.roles = Map.copyOf(roles);
        this.bundle = bundle;
        this.tokens = tokens;
    }

    void addTo(Routes routes) {
        routes.openWrite("auth/cert/login", this::login);
    }

    private Answer login(Call call) {
        if (call.peer().isEmpty() || !isTrusted(call.peer())) {
            throw Refusal.badRequest(REFUSED);
        }
        var uris = uris(call.peer().get(0));
        var wanted = call.text("name", "");
        var name = roles.keySet().stream()
                .filter(role -> wanted.isEmpty() || wanted.equals(role))
                .filter(role -> uris.stream().anyMatch(roles.get(role)::allows))
                .findFirst()
                .orElseThrow(() -> Refusal.badRequest(REFUSED));
        var grant = roles.get(name).grant();
        var token = tokens.grant(grant, "auth/cert/login", "cert-" + name, Map.of("cert_name", name));
        return Answer.auth(TokenApi.auth(token, grant.ttl()));
    }

    private boolean isTrusted(List<X509Certificate> chain) {
        var authorities = List.copyOf(bundle.get());
        var path = chain.stream().filter(link -> !authorities.contains(link)).toList();
        try {
            var anchors = authorities.stream()
                    .map(authority -> new TrustAnchor(authority, null))
                    .collect(Collectors.toSet());
            var parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
            return !path.isEmpty() && path.get(0).equals(chain.get(0));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static List<String> uris(X509Certificate leaf) {
        try {
            var names = leaf.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.get(0).equals(URI_NAME))
                            .map(name -> (String) name.get(1))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}
