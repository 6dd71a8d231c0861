-- Who lent us a GitHub token, and when. The token itself is in the vault only.
CREATE TABLE github_integrations (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id          bigint NOT NULL UNIQUE REFERENCES users ON DELETE CASCADE,
  configured_at    timestamptz NOT NULL,
  last_accessed_at timestamptz
);
