package io.precinct99.account;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords passwords = new Passwords(4, new HashingSlots(1, 8));

    @Test
    void hashIsSaltedBcryptAndMatchesItsPassword() {
        String hash = hash("velvet thunder");
        assertThat(hash).startsWith("$2b$04$").hasSize(60).isNotEqualTo(hash("velvet thunder"));
        assertThat(match("velvet thunder", hash)).isTrue();
        assertThat(match("velvet Thunder", hash)).isFalse();
        assertThat(match("", hash)).isFalse();
    }

    @Test
    void all72BytesCount() {
        String hash = hash("x".repeat(71) + "1");
        assertThat(match("x".repeat(71) + "1", hash)).isTrue();
        assertThat(match("x".repeat(71) + "2", hash)).isFalse();
        assertThat(match("x".repeat(71), hash)).isFalse();
    }

    @Test
    void what72BytesCanNotHoldNeverMatches() {
        String hash = hash("x".repeat(72));
        assertThat(match("x".repeat(72) + "1", hash)).isFalse();
        assertThat(match("x".repeat(1000), hash)).isFalse();
        assertThat(match(
                        "a password that is compared instead of an over-long one" + "x".repeat(99),
                        hash("a password that is compared instead of an over-long one")))
                .isFalse();
    }

    @Test
    void emojiAreHashedWhole() {
        String hash = hash("😀".repeat(18));
        assertThat(match("😀".repeat(18), hash)).isTrue();
        assertThat(match("😀".repeat(17) + "😁", hash)).isFalse();
        assertThat(match("😀".repeat(17), hash)).isFalse();
    }

    @Test
    void composedAndCombiningAccentsAreTheSame() {
        assertThat(match("cafe\u0301 au lait", hash("caf\u00e9 au lait"))).isTrue();
        assertThat(match("caf\u00e9 au lait", hash("cafe\u0301 au lait"))).isTrue();
    }

    @Test
    void nobodysHashMatchesNothing() {
        assertThat(match("velvet thunder", null)).isFalse();
        assertThat(match("", null)).isFalse();
    }

    @Test
    void nobodysHashCostsTheSameWork() {
        String nobody = Passwords.nobody(12);
        assertThat(BCrypt.verifyer().verify(new byte[] {'x'}, nobody.getBytes()))
                .returns(true, result -> result.validFormat)
                .returns(12, result -> result.details.cost);
    }

    @Test
    void hashesOfAnotherCostAreOutdated() {
        assertThat(passwords.outdated(hash("velvet thunder"))).isFalse();
        assertThat(passwords.outdated(new Passwords(5, new HashingSlots(1, 1)).hash(new Password("velvet thunder"))))
                .isTrue();
    }

    @Test
    void wrongPasswordCostsTheSameWorkForAHashOfALowerCost() {
        assertThat(workOf("velvet Thunder", hash("velvet thunder"))).isEqualTo(workOf("velvet Thunder", null));
    }

    @Test
    void row04_overlongPasswordCostsTheSameWorkForAnyName() {
        long usual = workOf("velvet Thunder", null);
        for (String overlong : new String[] {"x".repeat(73), "x".repeat(1000)}) {
            assertThat(workOf(overlong, null)).isEqualTo(usual);
            assertThat(workOf(overlong, hash("velvet thunder"))).isEqualTo(usual);
        }
    }

    /** Of a comparison at cost 8 that fails. */
    private static long workOf(String password, String hashOrNull) {
        long[] work = {0};
        Passwords counting = new Passwords(8, new HashingSlots(1, 1)) {
            @Override
            BCrypt.Result compare(Password password, String hash) {
                BCrypt.Result result = super.compare(password, hash);
                work[0] += 1L << result.details.cost;
                return result;
            }
        };
        assertThat(counting.match(new Password(password), hashOrNull)).isFalse();
        assertThat(work[0]).isPositive();
        return work[0];
    }

    private String hash(String password) {
        return passwords.hash(new Password(password));
    }

    private boolean match(String password, String hash) {
        return passwords.match(new Password(password), hash);
    }
}
