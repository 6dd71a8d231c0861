package io.precinct99.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.precinct99.vault.LocalTransit;
import io.precinct99.vault.TransitKey;
import io.precinct99.vault.TransitSignature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedCheckpointTest {
    private static final Instant TIME = Instant.parse("2026-11-21T01:00:54.123456Z");
    private static final Link LINK = Link.NONE.next(new StoredRow(7, List.of("x")));

    private static final String KEY = "audit-checkpoint";
    private final LocalTransit transit = new LocalTransit(InstantSource.system());
    private final TransitKey key = transit.readKey(KEY);
    private final SignedCheckpoint signed = sign(new Checkpoint(1, LINK.hash(), TIME));

    @Test
    void textNamesPurposePlaceHashAndTime() {
        assertThat(new String(new Checkpoint(3, new byte[] {1, (byte) 0xff}, TIME).text(), UTF_8))
                .isEqualTo("precinct99 audit checkpoint, version 1\nseq 3\nhash 01ff\n"
                        + "signed_at 2026-11-21T01:00:54.123456Z\n");
    }

    @Test
    void signedTimeIsAsPreciseAsTheStoredOne() {
        assertThat(new Checkpoint(1, LINK.hash(), TIME.plusNanos(789)).signedAt())
                .isEqualTo(TIME);
    }

    @Test
    void genuineCheckpointConfirmsItsLinkOnly() {
        assertThat(signed.confirms(LINK, key)).isTrue();
        assertThat(signed.confirms(new Link(2, 7, LINK.hash()), key)).isFalse();
        assertThat(signed.confirms(new Link(1, 7, new byte[32]), key)).isFalse();
    }

    @Test
    void everyChangeIsSeen() {
        TransitSignature signature = signed.signature();
        assertThat(new SignedCheckpoint(new Checkpoint(2, LINK.hash(), TIME), signature).isGenuine(key))
                .isFalse();
        assertThat(new SignedCheckpoint(new Checkpoint(1, new byte[32], TIME), signature).isGenuine(key))
                .isFalse();
        assertThat(new SignedCheckpoint(new Checkpoint(1, LINK.hash(), TIME.plusMillis(1)), signature).isGenuine(key))
                .isFalse();
        for (String forged :
                List.of("", "AAAA", "not base64!", signature.base64url().substring(1) + "A")) {
            assertThat(new SignedCheckpoint(signed.checkpoint(), new TransitSignature(1, forged)).isGenuine(key))
                    .isFalse();
        }
    }

    @Test
    void keyThatTheVaultDoesNotKnowVouchesForNothing() {
        assertThat(new SignedCheckpoint(
                                signed.checkpoint(),
                                new TransitSignature(2, signed.signature().base64url()))
                        .isGenuine(key))
                .isFalse();
        assertThat(signed.isGenuine(new LocalTransit(InstantSource.system()).readKey(KEY)))
                .isFalse();
    }

    private SignedCheckpoint sign(Checkpoint checkpoint) {
        return new SignedCheckpoint(checkpoint, transit.signRs256(KEY, 0, checkpoint.text()));
    }
}
