package io.precinct99.stage.vault;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.time.InstantSource;

/** {@code sys/health} and {@code sys/seal-status}, open to everybody. */
final class HealthApi {

    private static final String VERSION = "2.6.2-development";

    private final Faults faults;
    private final InstantSource clock;

    HealthApi(Faults faults, InstantSource clock) {
        this.faults = faults;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.openRead("sys/health", call -> health());
        routes.openRead("sys/seal-status", call -> Answer.json(200, sealStatus().build()));
    }

    private Answer health() {
        var sealed = faults.everywhere(Fault.Kind.SEALED);
        var standby = faults.everywhere(Fault.Kind.STANDBY);
        var body = Json.createObjectBuilder()
                .add("initialized", true)
                .add("sealed", sealed)
                .add("standby", sealed || standby)
                .add("server_time_utc", clock.instant().getEpochSecond())
                .add("version", VERSION)
                .build();
        return Answer.json(sealed ? 503 : standby ? 429 : 200, body);
    }

    private JsonObjectBuilder sealStatus() {
        return Json.createObjectBuilder()
                .add("type", "shamir")
                .add("initialized", true)
                .add("sealed", faults.everywhere(Fault.Kind.SEALED))
                .add("t", 1)
                .add("n", 1)
                .add("progress", 0)
                .add("version", VERSION)
                .add("storage_type", "inmem");
    }
}
