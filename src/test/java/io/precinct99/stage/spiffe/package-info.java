/**
 * The development trust domain: what a SPIRE agent, a SPIRE server and its OIDC discovery provider are to the
 * application, in one small object. It speaks the real SPIFFE Workload API (gRPC over a Unix domain socket), issues
 * real X.509-SVIDs and JWT-SVIDs, rotates them and its authorities, and can be told to fail in named ways.
 *
 * <p>It promises the protocol and the life cycle, so that code that works against it works against SPIRE. It does not
 * attest anybody: whoever can open the socket receives every registered identity. That is why it lives with the tests
 * and never enters the WAR.
 */
package io.precinct99.stage.spiffe;
