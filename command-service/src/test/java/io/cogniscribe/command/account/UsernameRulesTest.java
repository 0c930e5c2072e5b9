package io.cogniscribe.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UsernameRulesTest {

  private static final String ONE_SCRIPT = "must be written in one script";
  private static final String LOOK_ALIKE = "must not look like a name in other letters";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anna",
        "Anna-Maria_2.x",
        "O'Brien",
        "J\u00fcrgen",
        "\u0141ukasz",
        "Nguy\u1ec5n",
        "\u0410\u043d\u043d\u0430",
        "\u041e\u043b\u044c\u0433\u0430 2",
        "\u03a3\u03c9\u03ba\u03c1\u03ac\u03c4\u03b7\u03c2",
        "\u0645\u062d\u0645\u062f",
        "\u674e\u5c0f\u9f8d",
        "\u6771\u4eac\u30bf\u30ef\u30fc\u3055\u3093",
        "\uae40\ucca0\uc218",
        "12345",
        "\u018fliyev",
        "\u0259liyev",
        "Kwab\u025bna",
        "\u1e9e-\u0110or\u0111e",
      })
  void namesOfAnyLanguageAreTaken(String username) {
    assertThat(UsernameRules.violation(username)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "an\ufe00na", // variation selectors
        "anna\ufe0f",
        "anna\udb40\udd00",
        "anna\udb40\uddef",
        "an\u034fna", // a joiner of graphemes
        "an\u180bna", // Mongolian selectors
        "an\u180dna",
        "an\u180fna",
        "an\u17b4na", // Khmer vowels
        "an\u17b5na",
        "an\u115fna", // Hangul fillers
        "an\u1160na",
        "\u3164\u3164\u3164",
        "\uae40\uffa0\ucca0\uc218",
        "an\u00adna", // a soft hyphen
        "an\u200dna",
        "an\u2060na",
        "an\udb40\udc41na", // a tag
        "an\ud834\udd59na", // a note without a head
        "an\ufffcna", // an object replacement character
      })
  void whatCannotBeSeenIsRefused(String username) {
    assertThat(UsernameRules.violation(username).orElseThrow()).startsWith("must have 3-50");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "an\u212ena", // the estimated sign, which looks like an e
        "ma\u00d7", // a multiplication sign, which looks like an x
        "\u2373anna", // an iota of APL
        "\ud83c\udd50nna", // a letter in a black circle
        "anna\ud83c\udf93",
      })
  void aSignThatIsOnNoKeyboardIsRefused(String username) {
    assertThat(UsernameRules.violation(username).orElseThrow()).startsWith("must have 3-50");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p\u0430ypal", // Cyrillic a
        "\u0430dmin",
        "adm\u0456n", // Cyrillic i
        "g\u03bf\u03bfgle", // Greek o
        "\u0410\u043d\u043da", // Latin a in a Cyrillic name
        "anna\u5f20",
        "\u30a2\ud55c\uae00", // Katakana and Hangul
      })
  void aNameOfMixedScriptsIsRefused(String username) {
    assertThat(UsernameRules.violation(username).orElseThrow()).startsWith(ONE_SCRIPT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u13aa\u13a1\u13da", "\ud801\udc10\ud801\udc11\ud801\udc12"})
  void aNameInAScriptThatNobodyWritesEveryDayIsRefused(String username) {
    assertThat(UsernameRules.violation(username).orElseThrow()).startsWith(ONE_SCRIPT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0441\u043e\u0441\u043e", // coco
        "\u0421\u041e\u0421\u041e",
        "\u0455\u0441\u043e\u0440\u0435-1", // scope-1
        "\u039d\u0399\u039a\u039f", // NIKO
        "\u0585\u0578\u0585", // ono
        "\u0251dmin", // phonetic a
        "\u0261oogle", // phonetic g
        "adm\u026an",
        "\u1d04oco", // small capitals
        "\u1d00nna",
        "\ua731cope",
        "\u1d21\u1d0f\u1d22",
        "ann\u1d8f", // phonetic letters with hooks
        "\ua7fbanna", // letters of inscriptions
        "\uab32va", // letters of dialects
        "\u2c72va",
        "\u2184anna", // a number
        "an\u2180",
        "\u0138arl", // like k
        "ada\u0237", // j without a dot
        "\u01bfaul",
        "\u01a6obert",
        "anna\u01a7", // like digits
        "anna\u0292",
        "anna\u0223",
        "\u0185ea",
      })
  void aNameThatLooksLikeALatinOneIsRefused(String username) {
    assertThat(UsernameRules.violation(username)).hasValue(LOOK_ALIKE);
  }
}
