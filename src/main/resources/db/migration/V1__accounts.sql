-- People. Names and e-mail addresses are unique whatever their case; both are ASCII.
CREATE TABLE users (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  username      text NOT NULL CHECK (length(username) BETWEEN 3 AND 50),
  email         text NOT NULL CHECK (length(email) <= 255),
  password_hash text NOT NULL,
  role          text NOT NULL CHECK (role IN ('readonly', 'user', 'auditor', 'operator', 'admin')),
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL
);

CREATE UNIQUE INDEX users_username_unique ON users (lower(username));
CREATE UNIQUE INDEX users_email_unique ON users (lower(email));
