package io.precinct99.stage;

import io.precinct99.stage.spiffe.DevelopmentTrustDomain;
import io.precinct99.stage.vault.DevVault;
import io.precinct99.stage.vault.Fault;
import io.precinct99.stage.vault.Ttls;
import java.time.Duration;

/** Faults of the embedded stage. */
record EmbeddedFaults(DevelopmentTrustDomain trustDomain, DevVault vault) implements FaultInjector {

    EmbeddedFaults(EmbeddedStage stage) {
        this(stage.trustDomain(), stage.vault());
    }

    @Override
    public void killAgent() {
        trustDomain.inject(io.precinct99.stage.spiffe.Fault.STOPPED);
    }

    @Override
    public void startAgent() {
        trustDomain.heal();
    }

    @Override
    public void freezeAgent() {
        trustDomain.inject(io.precinct99.stage.spiffe.Fault.FROZEN);
    }

    @Override
    public void thawAgent() {
        trustDomain.heal();
    }

    @Override
    public void deleteEntry() {
        trustDomain.deregister(EmbeddedStage.WORKLOAD);
    }

    @Override
    public void createEntry() {
        trustDomain.register(EmbeddedStage.WORKLOAD);
    }

    @Override
    public void seal() {
        vault.inject(Fault.SEALED);
    }

    @Override
    public void unseal() {
        vault.heal();
    }

    @Override
    public void freezeVault() {
        vault.inject(Fault.HANG);
    }

    @Override
    public void thawVault() {
        vault.heal();
    }

    @Override
    public void revokeLeases() {
        vault.revokeLeases();
    }

    @Override
    public void revokeTokens() {
        vault.revokeTokens();
    }

    @Override
    public void leaseLives(Duration ttl, Duration max) {
        vault.ttls(Ttls.OF_SETUP.withLease(ttl, max));
    }

    @Override
    public void usualLives() {
        vault.ttls(Ttls.OF_SETUP);
    }
}
