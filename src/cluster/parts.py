"""Takes a rendered overlay apart, for src/cluster/check.

parts.py <rendered.yaml> <kinds> <connections.tsv> <folder>

kinds: one line "apiVersion Kind" for each that the API server knows. The folder gets
  namespaces.yaml definitions.yaml rights.yaml   what is really applied
  objects/*.json                                 what is tried in a dry run
  pods/*.json                                    a Pod from each template
  unknown accounts                               a line for each custom resource, each service account
  namespaces unlevelled                          a line for each namespace, each one without a level
  question.json asked                            NetworkPolicies and connections; a line for each connection
  rules/*.yaml                                   alerts and the expressions of dashboards, as rules
"""

import csv
import json
import pathlib
import re
import sys

import yaml

RIGHTS = {"ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"}
LEVEL = "pod-security.kubernetes.io/enforce"
NAME = "app.kubernetes.io/name"
OTHER_LABELS = {"kube-dns": "k8s-app", "postgres": "precinct99.io/database"}


def main(rendered, kinds, connections, folder):
    folder = pathlib.Path(folder)
    known = {tuple(line.split()) for line in pathlib.Path(kinds).read_text().splitlines()}
    everything = [document for document in yaml.safe_load_all(pathlib.Path(rendered).read_text()) if document]
    for part in ("objects", "pods", "rules"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    of = lambda *names: [document for document in everything if document["kind"] in names]

    for file, documents in {
        "namespaces": of("Namespace"),
        "definitions": of("CustomResourceDefinition"),
        "rights": of(*RIGHTS),
    }.items():
        (folder / f"{file}.yaml").write_text(yaml.safe_dump_all(documents))
    strangers = [document for document in everything if (document["apiVersion"], document["kind"]) not in known]
    lines(folder / "unknown", (f"{d['apiVersion'].split('/')[0]} {d['kind']} {called(d)}" for d in strangers))
    lines(folder / "accounts", (f"{d['metadata']['namespace']}:{d['metadata']['name']}" for d in of("ServiceAccount")))
    lines(folder / "namespaces", (d["metadata"]["name"] for d in of("Namespace")))
    lines(
        folder / "unlevelled",
        (d["metadata"]["name"] for d in of("Namespace") if LEVEL not in (d["metadata"].get("labels") or {})),
    )
    for number, document in enumerate(d for d in everything if d not in strangers):
        write(folder / "objects" / f"{number:03}.json", document)
    pods = [pod for pod in map(pod_of, everything) if pod]
    for number, pod in enumerate(pods):
        write(folder / "pods" / f"{number:03}.json", pod)
    ask(of("NetworkPolicy"), of("Namespace"), pods, connections, folder)
    for document in of("PrometheusRule"):
        write(folder / "rules" / f"{called(document).replace('/', '-')}.yaml", {"groups": document["spec"]["groups"]})
    for document in of("ConfigMap"):
        for file, text in (document.get("data") or {}).items():
            if file.endswith(".json") and '"panels"' in text:
                write(folder / "rules" / f"dashboard-{file}.yaml", as_rules(file, json.loads(text)))


def called(document):
    metadata = document["metadata"]
    return f"{metadata['namespace']}/{metadata['name']}" if "namespace" in metadata else metadata["name"]


def pod_of(workload):
    """The Pod that a workload would make, or None when it makes none."""
    spec = workload.get("spec") or {}
    if workload["kind"] == "CronJob":
        spec = spec["jobTemplate"]["spec"]
    if workload["kind"] not in {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob"}:
        return None
    template = spec["template"]
    pod = dict(template["spec"])
    claims = [
        {"name": claim["metadata"]["name"], "persistentVolumeClaim": {"claimName": claim["metadata"]["name"]}}
        for claim in spec.get("volumeClaimTemplates") or []
    ]
    pod["volumes"] = (pod.get("volumes") or []) + claims
    metadata = {
        "name": f"{workload['kind'].lower()}-{workload['metadata']['name']}",
        "namespace": workload["metadata"].get("namespace", "default"),
        "labels": template["metadata"].get("labels", {}),
    }
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": pod}


def ask(policies, namespaces, pods, connections, folder):
    """Each connection of the table for the simulator. Ports are those of pods; a port's name is looked up at the receiver."""
    labels = {d["metadata"]["name"]: d["metadata"].get("labels") or {} for d in namespaces}
    addresses = {}

    def peer(namespace, app):
        if namespace == "-":
            return {"IP": app}
        pod = find(namespace, app)
        label = app if "=" in app else f"{OTHER_LABELS.get(app, NAME)}={app}"
        own = pod["metadata"]["labels"] if pod else dict([label.split("=", 1)])
        address = addresses.setdefault((namespace, app), f"10.244.0.{len(addresses) + 10}")
        return {
            "IP": address,
            "Internal": {
                "Namespace": namespace,
                "NamespaceLabels": labels.get(namespace, {}) | {"kubernetes.io/metadata.name": namespace},
                "PodLabels": own,
            },
        }

    def find(namespace, app):
        for pod in pods:
            if pod["metadata"]["namespace"] == namespace and pod["metadata"]["labels"].get(NAME) == app:
                return pod
        return None

    def port_name(namespace, app, protocol, port):
        pod = find(namespace, app) if namespace != "-" else None
        for container in pod["spec"]["containers"] if pod else []:
            for declared in container.get("ports") or []:
                if declared["containerPort"] == port and declared.get("protocol", "TCP") == protocol:
                    return declared.get("name", "")
        return ""

    question, asked = [], []
    for row in csv.reader(open(connections), delimiter="\t"):
        if not row or row[0].startswith("#"):
            continue
        from_namespace, from_app, to_namespace, to_app, protocol, port, expected = row[:7]
        question.append(
            {
                "Source": peer(from_namespace, from_app),
                "Destination": peer(to_namespace, to_app),
                "Protocol": protocol,
                "ResolvedPort": int(port),
                "ResolvedPortName": port_name(to_namespace, to_app, protocol, int(port)),
            }
        )
        asked.append(f"{expected}\t{from_namespace}/{from_app} to {to_namespace}/{to_app} {protocol} {port}")
    write(folder / "question.json", {"policies": policies, "connections": question})
    lines(folder / "asked", asked)


def as_rules(file, dashboard):
    """Every expression of a dashboard as a recording rule, with values for Grafana's variables."""
    expressions = []

    def walk(value):
        if isinstance(value, dict):
            if isinstance(value.get("expr"), str):
                expressions.append(value["expr"])
            if value.get("type") == "query":
                query = value["query"]["query"] if isinstance(value["query"], dict) else value["query"]
                listed = re.fullmatch(r"label_values\((.+),\s*\w+\)", query)
                expressions.append(listed[1] if listed else query)
            for each in value.values():
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)

    walk(dashboard)
    if not expressions:
        raise SystemExit(f"the dashboard {file} asks Prometheus nothing")
    filled = [re.sub(r"\$(__\w+|\{__\w+\})", "5m", expression) for expression in expressions]
    filled = [re.sub(r"\$(\w+|\{[^}]+\})", "any", expression) for expression in filled]
    rules = [{"record": f"dashboard:expression:{number}", "expr": text} for number, text in enumerate(filled)]
    return {"groups": [{"name": file, "rules": rules}]}


def write(file, value):
    file.write_text(json.dumps(value))


def lines(file, values):
    file.write_text("".join(f"{value}\n" for value in values))


if __name__ == "__main__":
    main(*sys.argv[1:])
