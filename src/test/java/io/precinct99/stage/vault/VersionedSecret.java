package io.precinct99.stage.vault;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The last ten versions of one secret; immutable. */
record VersionedSecret(List<Version> versions) {

    static final VersionedSecret EMPTY = new VersionedSecret(List.of());

    private static final int KEPT = 10;

    /** One version; {@code deleted} is empty while it can be read. */
    record Version(int number, JsonObject data, Instant created, Optional<Instant> deleted) {

        boolean isDeleted() {
            return deleted.isPresent();
        }

        JsonObjectBuilder metadata() {
            return times().add("custom_metadata", JsonValue.NULL).add("version", number);
        }

        private JsonObjectBuilder times() {
            return Json.createObjectBuilder()
                    .add("created_time", created.toString())
                    .add("deletion_time", deleted.map(Instant::toString).orElse(""))
                    .add("destroyed", false);
        }

        @Override
        public String toString() {
            return "Version[" + number + "]";
        }
    }

    VersionedSecret {
        versions = List.copyOf(versions);
    }

    /** Number of the newest version, 0 if there is none. */
    int latest() {
        return versions.isEmpty() ? 0 : versions.get(versions.size() - 1).number();
    }

    Optional<Version> version(int number) {
        return versions.stream().filter(version -> version.number() == number).findFirst();
    }

    VersionedSecret with(JsonObject data, Instant now) {
        var next = new ArrayList<>(versions);
        next.add(new Version(latest() + 1, data, now, Optional.empty()));
        return new VersionedSecret(next.subList(Math.max(0, next.size() - KEPT), next.size()));
    }

    VersionedSecret withLatestDeleted(Instant now) {
        var next = new ArrayList<>(versions);
        var last = next.remove(next.size() - 1);
        next.add(last.isDeleted() ? last : new Version(last.number(), last.data(), last.created(), Optional.of(now)));
        return new VersionedSecret(next);
    }

    JsonObjectBuilder metadata() {
        var numbered = Json.createObjectBuilder();
        versions.forEach(version -> numbered.add(Integer.toString(version.number()), version.times()));
        return Json.createObjectBuilder()
                .add("cas_required", false)
                .add("created_time", versions.get(0).created().toString())
                .add("updated_time", versions.get(versions.size() - 1).created().toString())
                .add("current_version", latest())
                .add("oldest_version", versions.get(0).number())
                .add("max_versions", 0)
                .add("delete_version_after", "0s")
                .add("custom_metadata", JsonValue.NULL)
                .add("versions", numbered);
    }
}
