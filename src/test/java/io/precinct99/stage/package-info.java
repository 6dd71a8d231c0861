/**
 * The embedded stage: everything the application needs, started in seconds on a machine that has only a JDK. A real
 * PostgreSQL, a development trust domain and a development vault, which speak the real protocols. Lives with the tests and
 * never enters the WAR.
 */
package io.precinct99.stage;
