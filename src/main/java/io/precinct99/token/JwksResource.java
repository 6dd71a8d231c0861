package io.precinct99.token;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The public keys that verify our tokens (RFC 7517). */
@Path("/.well-known/jwks.json")
@ApplicationScoped
public class JwksResource {
    private static final String CACHING = "public, max-age=" + KeySet.JWKS_CACHE.toSeconds();

    private final SigningKeys keys;

    /** JAX-RS looks for a public constructor without parameters, then lets CDI use the other one. */
    public JwksResource() {
        this(null);
    }

    @Inject
    public JwksResource(SigningKeys keys) {
        this.keys = keys;
    }

    @GET
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Public keys of the access tokens")
    @APIResponse(responseCode = "200", description = "A JWK set", content = @Content(schema = @Schema(ref = "Jwks")))
    @APIResponse(responseCode = "503")
    public Response publicKeys() {
        return Response.ok(keys.current().jwks())
                .header(HttpHeaders.CACHE_CONTROL, CACHING)
                .build();
    }
}
