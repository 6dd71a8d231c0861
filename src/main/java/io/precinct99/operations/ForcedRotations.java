package io.precinct99.operations;

import io.precinct99.audit.Action;
import io.precinct99.audit.AuditEvent;
import io.precinct99.audit.AuditTrail;
import io.precinct99.audit.Origin;
import io.precinct99.audit.Outcome;
import io.precinct99.database.LeasedDatabase;
import io.precinct99.database.RotationRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Rotations that somebody asked for: none without its row in the audit trail, and no row for one that was refused. */
@ApplicationScoped
public class ForcedRotations {
    private final LeasedDatabase database;
    private final AuditTrail audit;

    protected ForcedRotations() {
        this(null, null);
    }

    @Inject
    public ForcedRotations(LeasedDatabase database, AuditTrail audit) {
        this.database = database;
        this.audit = audit;
    }

    /** Not within a transaction: the row is stored before the rotation begins, and stays. */
    public RotationRequest force(Origin origin) {
        return database.rotate(
                rotation -> audit.append(AuditEvent.of(Action.ROTATION_FORCED, Outcome.SUCCESS, origin, "rotation")
                        .about(rotation.number())));
    }
}
