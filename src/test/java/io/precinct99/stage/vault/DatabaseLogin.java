package io.precinct99.stage.vault;

/** Name and password of a leased login; the password is in no {@code toString}. */
record DatabaseLogin(String username, String password) {

    @Override
    public String toString() {
        return "DatabaseLogin[" + username + "]";
    }
}
