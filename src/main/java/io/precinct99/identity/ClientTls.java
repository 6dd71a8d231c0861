package io.precinct99.identity;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * TLS contexts for calls that this process makes. A context shows one SVID for its whole life: make a new one for a new
 * SVID, because kept-alive connections and resumed TLS sessions go on showing the old one.
 */
public final class ClientTls {
    private ClientTls() {}

    /**
     * @param shown the identity to show to servers that ask for a certificate; empty shows none
     * @param trust decides which servers are trusted; {@code null} takes the platform's authorities
     */
    public static SSLContext context(Optional<WorkloadIdentity> shown, TrustManager[] trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager[] keys = shown.map(identity -> new KeyManager[] {new ShownSvid(identity)})
                    .orElse(new KeyManager[0]);
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java platform offers no TLS", e);
        }
    }

    private static final class ShownSvid extends X509ExtendedKeyManager {
        private static final String ALIAS = "svid";
        private final WorkloadIdentity identity;

        ShownSvid(WorkloadIdentity identity) {
            this.identity = identity;
        }

        @Override
        public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
            return ALIAS;
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return ALIAS;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return identity.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return identity.key();
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[0];
        }
    }
}
