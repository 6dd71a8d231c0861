/**
 * How the application says no. One unchecked {@link io.precinct99.problem.Problem} with a stable code, a status and a
 * public detail; every error, the container's own included, leaves as {@code application/problem+json} (RFC 9457).
 * The strict reading of JSON bodies and of configuration lives here because refusing is most of what it does, and so does what
 * keeps trying in spite of failures. Nothing said here ever repeats a submitted value, a stack trace, SQL, a path or a version.
 */
package io.precinct99.problem;
