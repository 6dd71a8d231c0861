-- Every token carries the epoch of its account; a new password begins a new one.
ALTER TABLE users ADD COLUMN token_epoch integer NOT NULL DEFAULT 0;

-- Tokens that ended before their time. Replicas poll for what changed since their last look: changed_by tells, because it is
-- written and committed together with the row.
CREATE TABLE ended_tokens (
  token      text PRIMARY KEY,                -- the jti of one token, or 'sub <user id>' for all before an epoch
  epoch      integer,
  spared     text,                            -- the jti of the one token of an account that lives on
  expires_at timestamptz NOT NULL,            -- by then the tokens have ended by themselves
  changed_by xid8 NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX ended_tokens_changed_by ON ended_tokens (changed_by);

-- Failed log-ins by canonical name ('name …') and by address ('address …').
CREATE TABLE lockouts (
  key          text PRIMARY KEY,
  failures     timestamptz[] NOT NULL DEFAULT '{}',
  locked_until timestamptz,
  comparing    integer NOT NULL DEFAULT 0,    -- guesses that have begun and not ended
  touched_at   timestamptz NOT NULL
);
CREATE INDEX lockouts_touched_at ON lockouts (touched_at);

-- Rate limits, where replicas share them: the table of Bucket4j.
CREATE TABLE rate_limits (
  id         text PRIMARY KEY,
  state      bytea,
  expires_at bigint
);
CREATE INDEX rate_limits_expires_at ON rate_limits (expires_at);

-- What all replicas authenticate the cursors of lists with.
CREATE TABLE cursor_key (
  id  boolean PRIMARY KEY DEFAULT true CHECK (id),  -- one row at most
  key  bytea NOT NULL
);
INSERT INTO cursor_key (key)
  SELECT decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex');
