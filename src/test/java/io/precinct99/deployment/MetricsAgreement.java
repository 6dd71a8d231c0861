package io.precinct99.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Alerts and dashboard ask for measurements that exist, by labels that they have. */
record MetricsAgreement(Manifests manifests, Disagreements disagreements) {
    private static final String DASHBOARD = "k8s/base/monitoring/precinct99.json";
    private static final Pattern OURS = Pattern.compile("\\.name\\(\"([a-z0-9_]+)\"\\)");
    private static final Pattern ASKED = Pattern.compile("\\b((?:precinct99|jvm|process)_[a-z0-9_]+)");
    private static final Pattern MATCHER = Pattern.compile("(kind|outcome|verdict|cause)!?=\"([a-z_]+)\"");
    private static final String SUFFIX = "_(bucket|sum|count|total|info)$";

    void check() {
        Set<String> known = known();
        expressions().forEach((place, expression) -> {
            ASKED.matcher(expression)
                    .results()
                    .map(found -> found.group(1))
                    .filter(name -> !known.contains(name) && !known.contains(name.replaceFirst(SUFFIX, "")))
                    .forEach(name ->
                            disagreements.expect(false, "metric: " + name + " in " + place + " does not exist"));
            MATCHER.matcher(expression)
                    .results()
                    .filter(found -> !NewbornCounters.values(found.group(1)).contains(found.group(2)))
                    .forEach(found ->
                            disagreements.expect(false, "label: " + found.group() + " in " + place + " never happens"));
        });
    }

    private Set<String> known() {
        Set<String> known = manifests.repository().inCode(OURS);
        PrometheusRegistry registry = new PrometheusRegistry();
        ProcessMetrics.builder().register(registry);
        JvmMemoryMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        registry.scrape().forEach(snapshot -> known.add(snapshot.getMetadata().getPrometheusName()));
        return known;
    }

    /** By place. */
    private Map<String, String> expressions() {
        Map<String, String> expressions = new TreeMap<>();
        manifests
                .of("PrometheusRule")
                .forEach(rules -> rules.tree()
                        .findValues("rules")
                        .forEach(group -> group.forEach(rule -> expressions.put(
                                rule.path("alert").asText(), rule.path("expr").asText()))));
        JsonNode dashboard = manifests.repository().tree(DASHBOARD);
        dashboard
                .path("panels")
                .forEach(panel -> panel.path("targets")
                        .forEach(target -> expressions.put(
                                "panel " + panel.path("title").asText() + " "
                                        + target.path("refId").asText(),
                                target.path("expr").asText())));
        dashboard
                .at("/templating/list")
                .forEach(variable -> expressions.put(
                        "variable " + variable.path("name").asText(),
                        variable.at("/query/query").asText()));
        dashboard
                .at("/annotations/list")
                .forEach(each -> expressions.put(
                        "annotation " + each.path("name").asText(),
                        each.path("expr").asText()));
        return expressions;
    }
}
