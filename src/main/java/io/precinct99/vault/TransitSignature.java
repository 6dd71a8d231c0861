package io.precinct99.vault;

public record TransitSignature(int keyVersion, String base64url) {}
