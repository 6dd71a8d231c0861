package io.precinct99.operations;

/**
 * Turns an internal failure message into what the public may know and an operator can act on. The message itself may name
 * hosts, paths or a database user, so nothing of it is passed on.
 */
final class Diagnosis {
    private Diagnosis() {}

    static String ofIdentity(String error) {
        if (error.isEmpty()) {
            return "No SVID yet: the SPIFFE agent has a few seconds to answer; look at its log if it does not.";
        }
        if (error.contains("PERMISSION_DENIED")) {
            return "No SVID: the SPIFFE agent refuses us (no identity issued); create a registration entry.";
        }
        if (error.contains("UNAVAILABLE")) {
            return "No SVID: the SPIFFE agent cannot be reached; start it, or correct SPIFFE_ENDPOINT_SOCKET.";
        }
        if (error.contains("sends no")) {
            return "No SVID: the SPIFFE agent is silent; restart it.";
        }
        if (error.contains("not valid now")) {
            return "No SVID: the agent's is outside its validity; compare the clocks.";
        }
        return "No SVID: the SPIFFE agent delivers no usable one; look at its log and at ours.";
    }

    static String ofVault(String error) {
        if (error.contains("-SVID")) {
            return "it needs an SVID; see spire.";
        }
        if (error.contains("answered 503") || error.contains("left alone")) {
            return "the vault is sealed, overloaded or away; start and unseal it.";
        }
        if (error.contains("cannot be reached") || error.contains("in time")) {
            return "the vault cannot be reached; start it, or correct VAULT_ADDR and VAULT_CACERT.";
        }
        if (error.contains("answered 4")) {
            return "the vault refuses our identity; check the auth mount, its role and the keys it trusts.";
        }
        return "the log-in does not work yet; look at the log if it stays so.";
    }

    /** Covers the vault's part in it, for a login is made by the vault in PostgreSQL. */
    static String ofDatabase(String error) {
        if (error.contains("the vault answered 403") || error.contains("the vault answered 404")) {
            return "the vault gives us no credentials; check the database mount, its roles and our policy.";
        }
        if (error.contains("the vault answered 400") || error.contains("the vault answered 500")) {
            return "the vault cannot make a login; start PostgreSQL, or check the vault's connection to it.";
        }
        if (error.contains("the vault") || error.contains("-SVID")) {
            return ofVault(error);
        }
        if (error.isEmpty() || error.equals("not migrated yet")) {
            return "this takes a few seconds; look at the log if it takes longer.";
        }
        return "PostgreSQL does not answer or refuses; start it, or correct DB_HOST, DB_PORT and DB_NAME; the log says more.";
    }
}
