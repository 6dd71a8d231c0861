package io.precinct99.operations.scenario;

/** What a step saw. The detail is public: no secret, no database user, no lease. */
record Observation(Verdict actual, String detail) {
    static Observation allowed(String detail) {
        return new Observation(Verdict.ALLOWED, detail);
    }

    static Observation blocked(String detail) {
        return new Observation(Verdict.BLOCKED, detail);
    }

    static Observation error(String detail) {
        return new Observation(Verdict.ERROR, detail);
    }
}
