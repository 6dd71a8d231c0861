package io.precinct99.database;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.SocketFactory;

/**
 * Makes the driver's sockets, which are read no more once a read timed out. The driver gives a silent connection up, but the
 * JDK reads while it closes TLS 1.3 ({@code SSLSocketInputRecord.deplete}) and would wait as long once more. Made by the driver.
 */
public final class PromptSockets extends SocketFactory {
    @Override
    public Socket createSocket() {
        return new PromptSocket();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unused();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("the driver connects its sockets itself");
    }

    private static final class PromptSocket extends Socket {
        @Override
        public InputStream getInputStream() throws IOException {
            return new PromptStream(super.getInputStream());
        }
    }

    private static final class PromptStream extends FilterInputStream {
        private boolean timedOut;

        PromptStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (timedOut) {
                return -1;
            }
            try {
                return super.read(buffer, offset, length);
            } catch (SocketTimeoutException e) {
                timedOut = true;
                throw e;
            }
        }
    }
}
