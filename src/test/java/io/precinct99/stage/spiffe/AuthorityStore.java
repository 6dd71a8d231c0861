package io.precinct99.stage.spiffe;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps authorities and the public bundle in the state directory, or nowhere when there is none. */
final class AuthorityStore {

    private static final String KEYS = "authorities.json";
    private static final String BUNDLE = "bundle.pem";
    private static final String ACTIVE = "active";

    private final Optional<StateDirectory> state;

    AuthorityStore(Optional<StateDirectory> state) {
        this.state = state;
    }

    Optional<Authorities> load() throws IOException {
        if (state.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> stored = state.get().read(KEYS);
        return stored.isEmpty() ? Optional.empty() : Optional.of(parse(stored.get()));
    }

    void save(Authorities authorities) throws IOException {
        if (state.isEmpty()) {
            return;
        }
        List<JWK> keys = new ArrayList<>();
        for (Authority authority : authorities.published()) {
            keys.add(authority.x509().toJwk());
            keys.add(authority.jwt().toJwk());
        }
        JWKSet set = new JWKSet(keys, Map.of(ACTIVE, authorities.active()));
        state.get().writeSecret(KEYS, set.toString(false));
        state.get().writePublic(BUNDLE, new TrustBundle(authorities).pem());
    }

    private Authorities parse(String stored) throws IOException {
        try {
            JWKSet set = JWKSet.parse(stored);
            List<JWK> keys = set.getKeys();
            List<Authority> published = new ArrayList<>();
            for (int i = 0; i + 1 < keys.size(); i += 2) {
                published.add(new Authority(
                        CertificateAuthority.fromJwk(keys.get(i)), JwtAuthority.fromJwk(keys.get(i + 1))));
            }
            Number active = (Number) set.getAdditionalMembers().get(ACTIVE);
            return new Authorities(published, active.intValue());
        } catch (ParseException | RuntimeException e) {
            throw new IOException("stored authorities cannot be read; remove " + KEYS + " to start anew", e);
        }
    }
}
