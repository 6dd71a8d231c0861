# What the application may do in the vault, and nothing else.

# Short-lived PostgreSQL logins: one for the requests, one for the migrations.
path "database/creds/precinct99-app" {
  capabilities = ["read"]
}
path "database/creds/precinct99-migration" {
  capabilities = ["read"]
}

# Give a lease back as soon as its last connection closed. Lease ids are unguessable.
path "sys/leases/revoke" {
  capabilities = ["update"]
}

# The token that came out of the log-in.
path "auth/token/lookup-self" {
  capabilities = ["read"]
}
path "auth/token/renew-self" {
  capabilities = ["update"]
}
path "auth/token/revoke-self" {
  capabilities = ["update"]
}

# Access tokens are signed here: the private key never leaves the vault.
path "transit/sign/access-token" {
  capabilities = ["update"]
}
path "transit/keys/access-token" {
  capabilities = ["read"]
}
path "transit/keys/access-token/rotate" {
  capabilities = ["update"]
}

# Checkpoints of the audit trail are signed by a key of their own, which the application may not rotate.
path "transit/sign/audit-checkpoint" {
  capabilities = ["update"]
}
path "transit/keys/audit-checkpoint" {
  capabilities = ["read"]
}

# People's GitHub tokens.
path "secret/data/github/*" {
  capabilities = ["create", "read", "update"]
}
path "secret/metadata/github/*" {
  capabilities = ["delete"]
}
