package io.precinct99.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class PromptSocketsTest {
    @Test
    void waitsForASilentPeerOnceOnly() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new PromptSockets().createSocket()) {
            socket.connect(silent.getLocalSocketAddress());
            InputStream in = socket.getInputStream();
            try (Socket peer = silent.accept()) {
                peer.getOutputStream().write(200);
                assertThat(in.read()).isEqualTo(200);
                socket.setSoTimeout(50);
                assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
                socket.setSoTimeout(0); // a second wait would never end
                assertThat(in.read()).isEqualTo(-1);
                assertThat(in.read(new byte[8])).isEqualTo(-1);
            }
        }
    }
}
