-- Roles and schema of Precinct 99. Run once by a superuser in the application's database; running it again changes nothing.
--
-- Nobody logs in as precinct99_owner or precinct99_app: logins are leased by the vault, live for an hour and are
-- only ever members of one of these two. precinct99_vault is the login of the vault; its password is set after this
-- script and replaced at once by the vault itself (database/rotate-root), so that nobody knows it.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'precinct99_owner') THEN
    CREATE ROLE precinct99_owner NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'precinct99_app') THEN
    CREATE ROLE precinct99_app NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'precinct99_vault') THEN
    CREATE ROLE precinct99_vault LOGIN CREATEROLE NOSUPERUSER;
  END IF;

  -- The vault grants membership in the two groups and may not use it itself. Before version 16 CREATEROLE is enough.
  IF current_setting('server_version_num')::int >= 160000 THEN
    EXECUTE 'GRANT precinct99_owner, precinct99_app TO precinct99_vault WITH ADMIN TRUE, INHERIT FALSE, SET FALSE';
  END IF;
  -- Revocation ends the sessions that a role still has.
  GRANT pg_signal_backend TO precinct99_vault;
END
$$;

-- Only these roles enter the database, and nobody makes temporary tables: a login that owns one cannot be dropped.
DO $$
BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO precinct99_owner, precinct99_app, precinct99_vault', current_database());
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE SCHEMA IF NOT EXISTS precinct99 AUTHORIZATION precinct99_owner;
GRANT USAGE ON SCHEMA precinct99 TO precinct99_app;
ALTER DEFAULT PRIVILEGES FOR ROLE precinct99_owner IN SCHEMA precinct99
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO precinct99_app;
ALTER DEFAULT PRIVILEGES FOR ROLE precinct99_owner IN SCHEMA precinct99
  GRANT USAGE ON SEQUENCES TO precinct99_app;
