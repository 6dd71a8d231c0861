package io.precinct99.github;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Puts TLS over a connected socket, but only where the other end has an address that is allowed: a name that changed its
 * address between check and connect gets no byte. The server's client connects plainly and then asks for this layer; a
 * client that did it otherwise would get no connection at all.
 */
final class CheckedSockets extends SSLSocketFactory {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final SSLSocketFactory tls;
    private final AllowedAddresses allowed;

    CheckedSockets(SSLSocketFactory tls, AllowedAddresses allowed) {
        this.tls = tls;
        this.allowed = allowed;
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
        InetAddress peer = connected.getInetAddress();
        if (peer == null || !allowed.contains(peer)) {
            connected.close();
            throw new UnknownHostException("the address is not allowed");
        }
        SSLSocket socket = (SSLSocket) tls.createSocket(connected, host, port, autoClose);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(PROTOCOLS);
        socket.setSSLParameters(parameters);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unchecked();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw unchecked();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unchecked();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        throw unchecked();
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls.getSupportedCipherSuites();
    }

    private static IOException unchecked() {
        return new IOException("only a connected socket can be checked");
    }
}
