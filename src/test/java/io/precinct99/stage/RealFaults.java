package io.precinct99.stage;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Faults of the real stage: signals, and the vault's own administration. */
record RealFaults(RealStage stage) implements FaultInjector {

    @Override
    public void killAgent() throws IOException {
        stage.run("kill", stage.agent());
    }

    @Override
    public void startAgent() throws IOException {
        stage.run("start", stage.agent());
    }

    @Override
    public void freezeAgent() throws IOException {
        stage.run("freeze", stage.agent());
    }

    @Override
    public void thawAgent() throws IOException {
        stage.run("thaw", stage.agent());
    }

    @Override
    public void deleteEntry() throws IOException {
        stage.run("entry", "delete");
    }

    @Override
    public void createEntry() throws IOException {
        stage.run("entry", "create");
    }

    @Override
    public void seal() throws IOException {
        stage.run("seal");
    }

    @Override
    public void unseal() throws IOException {
        stage.run("unseal");
    }

    @Override
    public void freezeVault() throws IOException {
        stage.run("freeze", "vault");
    }

    @Override
    public void thawVault() throws IOException {
        stage.run("thaw", "vault");
    }

    @Override
    public void revokeLeases() throws IOException {
        stage.run("revoke-leases");
    }

    @Override
    public void revokeTokens() throws IOException {
        stage.run("revoke-token");
    }

    @Override
    public void leaseLives(Duration ttl, Duration max) throws IOException {
        stage.run(
                Map.of("STAGE_LEASE_TTL", ttl.toSeconds() + "s", "STAGE_LEASE_MAX_TTL", max.toSeconds() + "s"),
                "apply");
    }

    @Override
    public void usualLives() throws IOException {
        stage.run("apply");
    }
}
