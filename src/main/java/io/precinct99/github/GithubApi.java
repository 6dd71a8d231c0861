package io.precinct99.github;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;

/** What we ask of GitHub's REST API, version 3. Answers come back as they are, whatever their status. */
@Produces("application/vnd.github+json")
@ClientHeaderParam(name = "X-GitHub-Api-Version", value = "2022-11-28")
@ClientHeaderParam(name = HttpHeaders.USER_AGENT, value = "precinct99")
public interface GithubApi extends AutoCloseable {
    @GET
    @Path("/user")
    Response user(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization);

    /** Repositories that the token's owner can see. */
    @GET
    @Path("/user/repos")
    Response repositories(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @QueryParam("page") int page,
            @QueryParam("per_page") int perPage);

    /** Ends its connections, also those that somebody waits for. */
    @Override
    void close();
}
