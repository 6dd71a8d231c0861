-- The audit trail. Rows are added by those who act (audit_log, with a note in the queue audit_pending) and linked a moment later
-- by one replica at a time (audit_links), so that writers never wait for each other. Checkpoints are signed by the vault.
CREATE TABLE audit_log (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  occurred_at   timestamptz NOT NULL,
  actor         text NOT NULL,
  actor_name    text,
  action        text NOT NULL,
  outcome       text NOT NULL CHECK (outcome IN ('success', 'failure', 'denied')),
  resource_type text NOT NULL,
  resource_id   text,
  address       text NOT NULL,
  user_agent    text,
  trace_id      text,
  details       jsonb NOT NULL
);
CREATE INDEX audit_log_actor ON audit_log (actor, id);
CREATE INDEX audit_log_action ON audit_log (action, id);
CREATE INDEX audit_log_occurred_at ON audit_log (occurred_at);

CREATE TABLE audit_pending (
  audit_id bigint PRIMARY KEY
);

CREATE TABLE audit_links (
  seq      bigint PRIMARY KEY,
  audit_id bigint NOT NULL UNIQUE,
  hash     bytea NOT NULL CHECK (octet_length(hash) = 32)
);

CREATE TABLE audit_checkpoints (
  seq         bigint PRIMARY KEY,
  hash        bytea NOT NULL CHECK (octet_length(hash) = 32),
  signed_at   timestamptz NOT NULL,
  key_version integer NOT NULL,
  signature   text NOT NULL
);

-- The leased logins add and read; nobody but the owner edits or deletes, and that shows.
REVOKE UPDATE, DELETE ON audit_log, audit_links, audit_checkpoints FROM precinct99_app;
