package io.cogniscribe.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password", "Password1", "PASSWORD123", "12345678", "qwertyuiop", "P@ssw0rd", "iloveyou",
        "1q2w3e4r", "Summer2024", "football1", "aaaaaaaa", "abcd1234", "trustno1", "letmein123",
        "\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44", // "password" in full-width letters.
      })
  void whatEverybodyChoosesIsRefused(String password) {
    assertThat(PasswordRules.violation("anna", password))
        .hasValueSatisfying(violation -> assertThat(violation).contains("too common"));
  }

  @ParameterizedTest
  @CsvSource({
    "anna,      my-anna-is-here",
    "anna,      myANNAishere",
    "ANNA,      xxannaxx!!",
    "straße,    meineSTRASSE7",
    "\uff41nna, my-anna-is-here",
  })
  void aPasswordThatContainsTheUsernameIsRefused(String username, String password) {
    assertThat(PasswordRules.violation(username, password))
        .hasValueSatisfying(violation -> assertThat(violation).contains("username"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"correct horse battery", "correct-horse-9", "vXq7!pLz", "été à Paris 75"})
  void othersAreTaken(String password) {
    assertThat(PasswordRules.violation("anna", password)).isEmpty();
  }

  @Test
  void theLengthIsCountedAsPeopleCount() {
    assertThat(PasswordRules.violation("anna", "vXq7!pL")).isPresent();
    assertThat(PasswordRules.violation("anna", "\ud83d\ude00vXq7!pL")).isEmpty();
    assertThat(PasswordRules.violation("anna", "\ud83d\ude00".repeat(100))).isEmpty();
    assertThat(PasswordRules.violation("anna", "xq".repeat(50) + "z")).isPresent();
  }

  @Test
  void noNameAtAllIsNotContained() {
    assertThat(PasswordRules.violation(" ", "vXq7!pLz rest")).isEmpty();
  }
}
