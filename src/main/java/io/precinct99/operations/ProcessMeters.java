package io.precinct99.operations;

import io.precinct99.identity.IdentitySource;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.InstantSource;

/** Measurements of the process as a whole. All are read when somebody asks; none costs anything in between. */
@ApplicationScoped
public class ProcessMeters {
    void register(
            @Observes @Initialized(ApplicationScoped.class) Object start,
            PrometheusRegistry registry,
            IdentitySource identities,
            InstantSource clock) {
        ProcessMetrics.builder().register(registry);
        JvmMemoryMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        // JvmThreadsMetrics would stop all threads twice a scrape to look for deadlocks
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        GaugeWithCallback.builder()
                .name("jvm_threads_current")
                .help("Threads of this process.")
                .callback(gauge -> gauge.call(threads.getThreadCount()))
                .register(registry);
        Info build = Info.builder()
                .name("precinct99_build_info")
                .help("Which build this is.")
                .labelNames("version")
                .register(registry);
        build.addLabelValues(BuildInfo.CURRENT.version());
        GaugeWithCallback.builder()
                .name("precinct99_svid_expiry_seconds")
                .help("Seconds until the X.509-SVID ends; negative when there is none.")
                .callback(gauge -> gauge.call(identities
                        .current()
                        .map(identity -> Duration.between(clock.instant(), identity.notAfter())
                                        .toMillis()
                                / 1000.0)
                        .orElse(-1.0)))
                .register(registry);
    }
}
