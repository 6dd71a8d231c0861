# The vault's server. ${…} is filled in by whoever starts it.
api_addr         = "https://${VAULT_LISTEN}"
cluster_addr     = "https://${VAULT_CLUSTER_LISTEN}"
plugin_directory = "${VAULT_HOME}/plugins"
disable_mlock    = true # raft maps its file into memory; swap is off or encrypted

listener "tcp" {
  address         = "${VAULT_LISTEN}"
  cluster_address = "${VAULT_CLUSTER_LISTEN}"
  tls_cert_file   = "${TLS_HOME}/vault.pem"
  tls_key_file    = "${TLS_HOME}/vault.key"
  tls_min_version = "tls12"
}

storage "raft" {
  path    = "${VAULT_HOME}/data"
  node_id = "vault-0"
}

# OpenBao declares its audit devices here and refuses them over the API; HashiCorp Vault passes over this block.
audit "file" "file" {
  options {
    file_path = "${AUDIT_LOG}"
  }
}
