# OpenBao in Kubernetes, as src/setup/vault/server.hcl; each server's own name and addresses come from its pod (openbao.yaml).
disable_mlock = true # raft maps its file into memory; nodes of Kubernetes have no swap

listener "tcp" {
  address         = "[::]:8200"
  cluster_address = "[::]:8201"
  tls_cert_file   = "/openbao/tls/tls.crt"
  tls_key_file    = "/openbao/tls/tls.key"
  tls_min_version = "tls12"
}

storage "raft" {
  path = "/openbao/data"

  # Whichever leads already; the others follow it.
  retry_join {
    leader_api_addr     = "https://openbao-0.openbao-internal.openbao.svc.cluster.local:8200"
    leader_ca_cert_file = "/platform/ca.crt"
  }
  retry_join {
    leader_api_addr     = "https://openbao-1.openbao-internal.openbao.svc.cluster.local:8200"
    leader_ca_cert_file = "/platform/ca.crt"
  }
  retry_join {
    leader_api_addr     = "https://openbao-2.openbao-internal.openbao.svc.cluster.local:8200"
    leader_ca_cert_file = "/platform/ca.crt"
  }
}

# To the container's log, which the node rotates and ships: a vault that cannot write its audit trail answers nobody, and a
# volume that fills up would be just that. Secrets in it are hashed.
audit "file" "stdout" {
  options {
    file_path = "stdout"
  }
}
