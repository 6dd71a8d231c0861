package io.precinct99.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

class CheckedSocketsTest {
    private static SSLSocketFactory sockets(boolean loopback) {
        return CheckedTls.over(new AllowedAddresses(loopback)).getSocketFactory();
    }

    /** Row 51: the name led elsewhere when it was checked; what counts is where the socket leads. */
    @Test
    void input51_connectedElsewhereSendsNothing() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket connected = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket peer = server.accept()) {
            peer.setSoTimeout(5_000);
            SSLSocketFactory production = sockets(false);
            assertThatThrownBy(() -> production.createSocket(connected, "api.github.com", 443, true))
                    .isInstanceOf(IOException.class);
            assertThat(connected.isClosed()).isTrue();
            assertThat(peer.getInputStream().read()).as("first byte").isEqualTo(-1);
        }
    }

    @Test
    void certificateMustNameTheHost() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket connected = new Socket(server.getInetAddress(), server.getLocalPort());
                SSLSocket layered = (SSLSocket) sockets(true).createSocket(connected, "api.github.com", 443, true)) {
            assertThat(layered.getSSLParameters().getEndpointIdentificationAlgorithm())
                    .isEqualTo("HTTPS");
            assertThat(layered.getEnabledProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
        }
    }

    @Test
    void socketsThatConnectByThemselvesAreRefused() {
        SSLSocketFactory factory = sockets(true);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        assertThatThrownBy(factory::createSocket).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> factory.createSocket("localhost", 1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> factory.createSocket("localhost", 1, loopback, 0))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> factory.createSocket(loopback, 1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> factory.createSocket(loopback, 1, loopback, 0)).isInstanceOf(IOException.class);
    }
}
