package io.precinct99.bench.app;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A number that only grows: its value tells how often writes were applied. */
@Entity
@Table(name = "bench_counters")
public class Counter {
    @Id
    private long id;

    private long applied;

    protected Counter() {}

    public long id() {
        return id;
    }

    public long applied() {
        return applied;
    }
}
