package io.precinct99.stage.vault;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Signs and verifies digests. The JDK has no RSA signature over a digest that is made already, BouncyCastle has:
 * its provider is used here without being registered.
 */
final class TransitSignature {

    private static final Provider RAW_RSA = new BouncyCastleProvider();

    private final KeyKind kind;
    private final KeyPair keys;
    private final SignatureForm form;

    TransitSignature(KeyKind kind, KeyPair keys, SignatureForm form) {
        this.kind = kind;
        this.keys = keys;
        this.form = form;
    }

    byte[] sign(byte[] input) {
        try {
            var signature = algorithm();
            signature.initSign(keys.getPrivate());
            signature.update(digest(input));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing failed", e);
        }
    }

    boolean verify(byte[] input, byte[] signed) {
        try {
            var signature = algorithm();
            signature.initVerify(keys.getPublic());
            signature.update(digest(input));
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private byte[] digest(byte[] input) throws GeneralSecurityException {
        var digest = MessageDigest.getInstance(form.hash());
        if (!form.prehashed()) {
            return encoded(digest.digest(input));
        }
        if (input.length != digest.getDigestLength()) {
            throw Refusal.badRequest("prehashed input has the wrong length");
        }
        return encoded(input);
    }

    /** PKCS #1 v1.5 signs the digest together with the name of its algorithm (RFC 8017, 9.2). */
    private byte[] encoded(byte[] digest) {
        return kind.isRsa() && !form.pss() ? DigestNames.withName(form.hash(), digest) : digest;
    }

    private Signature algorithm() throws GeneralSecurityException {
        if (!kind.isRsa()) {
            return Signature.getInstance(form.jws() ? "NONEwithECDSAinP1363Format" : "NONEwithECDSA");
        }
        if (!form.pss()) {
            return Signature.getInstance("NONEwithRSA", RAW_RSA);
        }
        var signature = Signature.getInstance("RAWRSASSA-PSS", RAW_RSA);
        var mask = new MGF1ParameterSpec(form.hash());
        signature.setParameter(new PSSParameterSpec(form.hash(), "MGF1", mask, saltLength(), 1));
        return signature;
    }

    private int saltLength() throws GeneralSecurityException {
        var hash = MessageDigest.getInstance(form.hash()).getDigestLength();
        var encodedBytes = (((RSAPublicKey) keys.getPublic()).getModulus().bitLength() + 6) / 8;
        return form.saltOfHashLength() ? hash : encodedBytes - hash - 2;
    }
}
