package io.precinct99.github;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/** TLS of the platform, with the platform's authorities, over checked sockets only. */
final class CheckedTls extends SSLContextSpi {
    private final SSLContext platform;
    private final SSLSocketFactory sockets;

    private CheckedTls(SSLContext platform, AllowedAddresses allowed) {
        this.platform = platform;
        this.sockets = new CheckedSockets(platform.getSocketFactory(), allowed);
    }

    static SSLContext over(AllowedAddresses allowed) {
        try {
            SSLContext platform = SSLContext.getInstance("TLS");
            platform.init(null, null, null);
            return new SSLContext(new CheckedTls(platform, allowed), platform.getProvider(), "TLS") {};
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has no TLS", e);
        }
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
        return sockets;
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
        throw new UnsupportedOperationException();
    }

    /** An engine has no socket whose address could be checked. */
    @Override
    protected SSLEngine engineCreateSSLEngine() {
        throw new UnsupportedOperationException();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
        return platform.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
        return platform.getClientSessionContext();
    }
}
