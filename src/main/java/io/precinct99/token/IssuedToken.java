package io.precinct99.token;

/** A fresh token and the seconds it lives. */
public record IssuedToken(String value, long expiresIn) {
    @Override
    public String toString() {
        return "IssuedToken[…, expiresIn=" + expiresIn + "]";
    }
}
