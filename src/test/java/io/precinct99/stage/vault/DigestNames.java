package io.precinct99.stage.vault;

import java.io.IOException;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;

/** The DigestInfo structure of PKCS #1 (RFC 8017, A.2.4). */
final class DigestNames {

    private static final Map<String, ASN1ObjectIdentifier> NAMES = Map.of(
            "SHA-256", NISTObjectIdentifiers.id_sha256,
            "SHA-384", NISTObjectIdentifiers.id_sha384,
            "SHA-512", NISTObjectIdentifiers.id_sha512);

    private DigestNames() {}

    static byte[] withName(String hash, byte[] digest) {
        try {
            var name = new AlgorithmIdentifier(NAMES.get(hash), DERNull.INSTANCE);
            return new DigestInfo(name, digest).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException("a digest cannot be encoded", e);
        }
    }
}
