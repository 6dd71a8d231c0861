package io.precinct99.audit;

import io.precinct99.vault.TransitKey;
import io.precinct99.vault.TransitSignature;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;

/** A checkpoint and its signature (RS256). */
record SignedCheckpoint(Checkpoint checkpoint, TransitSignature signature) {

    /** Whether a version of this key signed exactly this checkpoint. */
    boolean isGenuine(TransitKey key) {
        TransitKey.Version version = key.versions().get(signature.keyVersion());
        if (version == null) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(version.publicKey());
            verifier.update(checkpoint.text());
            return verifier.verify(Base64.getUrlDecoder().decode(signature.base64url()));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            return false;
        }
    }

    /** Whether it speaks of this link, too. */
    boolean confirms(Link link, TransitKey key) {
        return checkpoint.seq() == link.seq() && link.hasHash(checkpoint.hash()) && isGenuine(key);
    }
}
