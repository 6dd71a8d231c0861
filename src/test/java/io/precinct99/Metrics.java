package io.precinct99;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** What Prometheus would read at one moment, each sample by its name and labels. */
public record Metrics(Map<String, Double> samples) {

    /** Of a server. */
    public static Metrics of(Api api) throws IOException {
        return parse(api.get("/metrics", null).body());
    }

    /** Of a part without a server. */
    public static Metrics of(PrometheusRegistry registry) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(text, registry.scrape());
        return parse(text.toString(UTF_8));
    }

    private static Metrics parse(String text) {
        Map<String, Double> samples = new TreeMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int blank = line.lastIndexOf(' ');
            samples.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
        });
        return new Metrics(samples);
    }

    /** @param sample with its labels, such as {@code calls_total{kind="login"}} */
    public double value(String sample) {
        Double value = samples.get(sample);
        if (value == null) {
            throw new AssertionError("no sample " + sample + " among " + samples.keySet());
        }
        return value;
    }
}
