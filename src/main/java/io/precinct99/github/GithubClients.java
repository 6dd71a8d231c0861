package io.precinct99.github;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/** Makes a client for one exchange: closing it ends the exchange wherever it is, which no time-out of a client does. */
@ApplicationScoped
public class GithubClients {
    private static final long LONGEST_CONNECT_MILLIS = 3_000;

    private final GithubConfig config;
    private final AllowedAddresses allowed;
    private final SSLContext tls;

    @Resource
    ManagedScheduledExecutorService executor;

    protected GithubClients() {
        config = null;
        allowed = null;
        tls = null;
    }

    @Inject
    public GithubClients(Config config) {
        this.config = GithubConfig.load(config);
        this.allowed = new AllowedAddresses(this.config.loopback());
        this.tls = CheckedTls.over(allowed);
    }

    /** @throws GithubAway when GitHub's name leads nowhere, or to where no token may go */
    GithubApi open(Deadline deadline) {
        refuseOtherAddresses(deadline);
        long millis = deadline.millis();
        return RestClientBuilder.newBuilder()
                .baseUri(config.url())
                .sslContext(tls)
                .followRedirects(false)
                .connectTimeout(Math.min(millis, LONGEST_CONNECT_MILLIS), TimeUnit.MILLISECONDS)
                .readTimeout(millis, TimeUnit.MILLISECONDS)
                .property("microprofile.rest.client.disable.default.mapper", true) // statuses are ours to judge
                .build(GithubApi.class);
    }

    /** Before connecting; {@link CheckedSockets} looks again. Resolving has no time-out of its own. */
    private void refuseOtherAddresses(Deadline deadline) {
        Future<InetAddress[]> resolving =
                executor.submit(() -> InetAddress.getAllByName(config.url().getHost()));
        try {
            InetAddress[] addresses = resolving.get(deadline.millis(), TimeUnit.MILLISECONDS);
            if (!Arrays.stream(addresses).allMatch(allowed::contains)) {
                throw new GithubAway.Senseless("its name leads to an address that is not allowed");
            }
        } catch (TimeoutException e) {
            throw new GithubAway.Late();
        } catch (ExecutionException e) {
            throw GithubAway.by(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GithubAway.Late();
        } finally {
            resolving.cancel(true);
        }
    }
}
