package io.precinct99.operations.scenario;

import io.precinct99.audit.Origin;

/** A claim, and the steps that try it out. */
interface Scenario {
    /** Name in the API. */
    String id();

    String title();

    String description();

    /** @param origin who asked for it, for what has to be written into the audit trail on the way */
    void run(Steps steps, Origin origin);
}
