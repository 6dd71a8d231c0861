-- Every request updates its caller's row and would wait for the disk with the row locked. After a crash of PostgreSQL, or on a
-- promoted standby, everybody has a fresh quota.
ALTER TABLE rate_limits SET UNLOGGED;
