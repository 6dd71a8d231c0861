package io.precinct99.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.spiffe.spiffeid.SpiffeId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * An SVID that says of itself all that ours says, unless it is made to differ in name or dates, but is signed by an authority
 * made on the spot, which calls itself as ours does. To see that verification looks at signatures and dates.
 *
 * @param identity the counterfeit with its key, and our own authorities
 * @param authority the forger: whoever trusted it would be deceived
 */
public record CounterfeitSvid(WorkloadIdentity identity, X509Certificate authority) {
    /** AlgorithmIdentifier of ecdsa-with-SHA256 (RFC 5758, section 3.2). */
    private static final byte[] ECDSA_WITH_SHA256 = {
        0x30, 0x0a, 0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02
    };

    /** Places in a TBSCertificate of version 3 (RFC 5280, section 4.1). */
    private static final int SIGNATURE = 2;

    private static final int VALIDITY = 4;
    private static final int PUBLIC_KEY = 6;
    private static final int EXTENSIONS = 7;

    private static final int EXTENSIONS_TAG = 0xa3;
    private static final byte[] SUBJECT_ALTERNATIVE_NAME = {0x06, 0x03, 0x55, 0x1d, 0x11};
    private static final int URI_TAG = 0x86;

    private static final int UTC_TIME_TAG = 0x17;
    private static final Duration LIFE = Duration.ofHours(1);
    /** Until 2049 (RFC 5280, section 4.1.2.5.1). */
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    public static CounterfeitSvid of(WorkloadIdentity original) throws GeneralSecurityException {
        return of(original, original.id(), parts -> {});
    }

    /** One that names somebody else. */
    public static CounterfeitSvid naming(SpiffeId other, WorkloadIdentity original) throws GeneralSecurityException {
        return of(original, other, parts -> parts.set(EXTENSIONS, renamed(parts.get(EXTENSIONS), other)));
    }

    /** One that ended {@code ago}, of an authority that has not. */
    public static CounterfeitSvid expired(WorkloadIdentity original, Duration ago) throws GeneralSecurityException {
        Instant end = Instant.now().minus(ago);
        byte[] validity = Der.sequence(List.of(utcTime(end.minus(LIFE)), utcTime(end)));
        return of(original, original.id(), parts -> parts.set(VALIDITY, validity));
    }

    private static CounterfeitSvid of(WorkloadIdentity original, SpiffeId id, Consumer<List<byte[]>> change)
            throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair forger = generator.generateKeyPair();
        KeyPair holder = generator.generateKeyPair();
        X509Certificate leaf = copy(original.leaf(), change, holder.getPublic(), forger);
        WorkloadIdentity identity = new WorkloadIdentity(
                id,
                List.of(leaf),
                holder.getPrivate(),
                original.authorities(),
                original.receivedAt(),
                original.updates());
        return new CounterfeitSvid(identity, copy(issuer(original), parts -> {}, forger.getPublic(), forger));
    }

    private static X509Certificate issuer(WorkloadIdentity original) throws CertificateException {
        if (original.chain().size() > 1) {
            return original.chain().get(1);
        }
        return original.authorities().stream()
                .filter(authority -> authority
                        .getSubjectX500Principal()
                        .equals(original.leaf().getIssuerX500Principal()))
                .findFirst()
                .orElseThrow(() -> new CertificateException("the bundle lacks the authority of our SVID"));
    }

    private static X509Certificate copy(
            X509Certificate original, Consumer<List<byte[]>> change, PublicKey key, KeyPair signer)
            throws GeneralSecurityException {
        List<byte[]> parts = Der.children(original.getTBSCertificate());
        change.accept(parts);
        parts.set(SIGNATURE, ECDSA_WITH_SHA256);
        parts.set(PUBLIC_KEY, key.getEncoded());
        byte[] content = Der.sequence(parts);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer.getPrivate());
        signature.update(content);
        ByteArrayOutputStream bits = new ByteArrayOutputStream();
        bits.write(0); // no unused bits
        bits.writeBytes(signature.sign());
        byte[] certificate =
                Der.sequence(List.of(content, ECDSA_WITH_SHA256, Der.element(Der.BIT_STRING, bits.toByteArray())));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
    }

    /** The same extensions, but one URI instead of all alternative names (RFC 5280, section 4.2.1.6). */
    private static byte[] renamed(byte[] explicitExtensions, SpiffeId other) {
        byte[] names =
                Der.sequence(List.of(Der.element(URI_TAG, other.toString().getBytes(US_ASCII))));
        List<byte[]> extensions = Der.children(Der.children(explicitExtensions).get(0));
        extensions.replaceAll(extension -> {
            List<byte[]> members = Der.children(extension);
            if (!Arrays.equals(members.get(0), SUBJECT_ALTERNATIVE_NAME)) {
                return extension;
            }
            members.set(members.size() - 1, Der.element(Der.OCTET_STRING, names));
            return Der.sequence(members);
        });
        return Der.element(EXTENSIONS_TAG, Der.sequence(extensions));
    }

    private static byte[] utcTime(Instant time) {
        return Der.element(UTC_TIME_TAG, UTC_TIME.format(time).getBytes(US_ASCII));
    }
}
