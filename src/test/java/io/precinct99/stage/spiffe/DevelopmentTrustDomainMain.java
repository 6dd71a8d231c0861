package io.precinct99.stage.spiffe;

import io.spiffe.spiffeid.SpiffeId;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The development trust domain as a process of its own, for a real stage without SPIRE. Prints one line when it serves,
 * keeps {@code bundle.pem} and {@code jwks-ca.pem} current in its state directory, and removes its socket at SIGTERM.
 */
public final class DevelopmentTrustDomainMain {

    private static final Logger GRPC = Logger.getLogger("io.grpc");

    private DevelopmentTrustDomainMain() {}

    /** Ends with status 2 and one line on standard error when it cannot serve. */
    public static void main(String[] arguments) throws InterruptedException {
        GRPC.setLevel(Level.OFF);
        try {
            serve(CommandLine.parse(arguments));
        } catch (IllegalArgumentException e) {
            refuse(e.getMessage() + System.lineSeparator() + CommandLine.USAGE);
        } catch (IOException | IllegalStateException e) {
            refuse(e.getMessage());
        }
        new CountDownLatch(1).await();
    }

    private static void serve(CommandLine command) throws IOException {
        DevelopmentTrustDomain trustDomain = DevelopmentTrustDomain.start(command.settings());
        Runtime.getRuntime().addShutdownHook(new Thread(trustDomain::close, "shutdown"));
        for (SpiffeId entry : command.entries()) {
            trustDomain.register(entry);
        }
        System.out.println("development trust domain " + command.settings().trustDomain() + " serves endpoint="
                + trustDomain.endpoint() + " jwks=" + trustDomain.jwksUri() + " entries="
                + command.entries().size());
    }

    private static void refuse(String reason) {
        System.err.println("development trust domain: " + reason);
        System.exit(2);
    }
}
