package io.cogniscribe.command.account;

import io.cogniscribe.web.security.ScriptAssertions.Script;
import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules for usernames. Two names that look alike must not belong to two people. So a name has
 * one script, which is in everyday use, and no letters that all look like Latin ones. All of its
 * characters are visible, and its Latin letters belong to alphabets, not to phonetic notation.
 * Compatible spellings and cases are one name anyway.
 */
final class UsernameRules {

  static final int MAX_LENGTH = 50;
  static final int MIN_LENGTH = 3;

  /** Invisible letters and marks: those that Unicode ignores by default. */
  private static final String INVISIBLE =
      "\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u3164\\ufe00-\\ufe0f\\uffa0"
          + "\\x{e0100}-\\x{e01ef}";

  /**
   * Letters, marks, digits, punctuation and inner blanks of any script, and the symbols of ASCII.
   * Other symbols can look like letters or be invisible.
   */
  private static final Pattern VISIBLE =
      Pattern.compile(
          "%1$s+( %1$s+)*".formatted("[\\p{L}\\p{M}\\p{N}\\p{P}$+<=>^`|~&&[^" + INVISIBLE + "]]"));

  /** Shared by many scripts: digits, punctuation, marks. */
  private static final Set<UnicodeScript> SHARED =
      EnumSet.of(UnicodeScript.COMMON, UnicodeScript.INHERITED);

  /** The scripts in everyday use (Unicode Standard Annex 31, table 5). */
  private static final Set<UnicodeScript> IN_USE =
      Stream.of(
              """
              ARABIC ARMENIAN BENGALI BOPOMOFO CYRILLIC DEVANAGARI ETHIOPIC GEORGIAN GREEK GUJARATI
              GURMUKHI HAN HANGUL HEBREW HIRAGANA KANNADA KATAKANA KHMER LAO LATIN MALAYALAM MYANMAR
              ORIYA SINHALA TAMIL TELUGU THAANA THAI TIBETAN\
              """
                  .split("\\s", -1))
          .map(UnicodeScript::valueOf)
          .collect(Collectors.toCollection(() -> EnumSet.noneOf(UnicodeScript.class)));

  /** Scripts that one language uses together. */
  private static final List<Set<UnicodeScript>> TOGETHER =
      List.of(
          EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
          EnumSet.of(UnicodeScript.HAN, UnicodeScript.HANGUL),
          EnumSet.of(UnicodeScript.HAN, UnicodeScript.BOPOMOFO));

  /**
   * The Unicode blocks with the Latin letters of alphabets; the other Latin blocks are for
   * linguists.
   */
  private static final Set<UnicodeBlock> ALPHABETS =
      Set.of(
          UnicodeBlock.BASIC_LATIN,
          UnicodeBlock.LATIN_1_SUPPLEMENT,
          UnicodeBlock.LATIN_EXTENDED_A,
          UnicodeBlock.LATIN_EXTENDED_B,
          UnicodeBlock.LATIN_EXTENDED_ADDITIONAL);

  /** Letters that look like those of the English alphabet: Cyrillic, Greek, Armenian. */
  private static final Set<Integer> LIKE_LATIN =
      codePoints(
          "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u04bb\u0501\u051b\u051d"
              + "\u04cf\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
              + "\u0405\u0406\u0408\u051a\u051c\u04c0"
              + "\u03b1\u03b3\u03b9\u03bd\u03bf\u03c1\u03c5\u0391\u0392\u0395\u0396\u0397\u0399"
              + "\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
              + "\u0585\u0578\u057d\u0570\u0581\u0566\u0575\u0555\u054f\u053c\u054d");

  /** Latin letters of alphabets that look like other Latin letters or like digits. */
  private static final Set<Integer> LIKE_OTHER_LATIN =
      codePoints(
          "\u0138\u0184\u0185\u018d\u0196\u0269\u01a6\u0280\u01bf\u01c0\u01c1\u01c2\u01c3\u01f7"
              + "\u0237\u0238\u0239\u01a7\u01a8\u01b7\u0292\u01bc\u01bd\u021c\u021d\u0222\u0223");

  private UsernameRules() {}

  /** Returns the broken rule as the end of a sentence; empty if the name is valid. */
  static Optional<String> violation(String username) {
    int length = username.codePointCount(0, username.length());
    if (length < MIN_LENGTH || length > MAX_LENGTH || !VISIBLE.matcher(username).matches()) {
      return Optional.of(
          "must have %d-%d visible characters, and single blanks only inside"
              .formatted(MIN_LENGTH, MAX_LENGTH));
    }
    String name = Normalizer.normalize(username, Normalizer.Form.NFKC);
    if (name.toLowerCase(Locale.ROOT).startsWith(Script.PREFIX)) {
      return Optional.of("must not begin with '%s'".formatted(Script.PREFIX));
    }
    Set<UnicodeScript> scripts = scripts(name);
    if (!IN_USE.containsAll(scripts)
        || (scripts.size() > 1 && TOGETHER.stream().noneMatch(t -> t.containsAll(scripts)))) {
      return Optional.of("must be written in one script that is in everyday use");
    }
    return looksLikeAnother(name, scripts)
        ? Optional.of("must not look like a name in other letters")
        : Optional.empty();
  }

  private static Set<UnicodeScript> scripts(String name) {
    Set<UnicodeScript> scripts =
        name.codePoints()
            .mapToObj(UnicodeScript::of)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(UnicodeScript.class)));
    scripts.removeAll(SHARED);
    return scripts;
  }

  /**
   * Returns whether the name can be mistaken for another one. A Latin name must not have letters
   * outside alphabets, or letters that look like others. A name in another script must not consist
   * only of letters that look like Latin ones.
   */
  private static boolean looksLikeAnother(String name, Set<UnicodeScript> scripts) {
    if (scripts.contains(UnicodeScript.LATIN)) {
      return name.codePoints()
          .filter(letter -> UnicodeScript.of(letter) == UnicodeScript.LATIN)
          .anyMatch(letter -> !isOfAnAlphabet(letter) || LIKE_OTHER_LATIN.contains(letter));
    }
    Set<Integer> letters =
        name.codePoints().filter(Character::isLetter).boxed().collect(Collectors.toSet());
    return !letters.isEmpty() && LIKE_LATIN.containsAll(letters);
  }

  /**
   * Returns whether the letter belongs to an alphabet. The small letters of some alphabets are in
   * the phonetic block; their capitals are not.
   */
  private static boolean isOfAnAlphabet(int letter) {
    UnicodeBlock block = UnicodeBlock.of(letter);
    return ALPHABETS.contains(block)
        || (UnicodeBlock.IPA_EXTENSIONS.equals(block)
            && ALPHABETS.contains(UnicodeBlock.of(Character.toUpperCase(letter))));
  }

  private static Set<Integer> codePoints(String letters) {
    return letters.codePoints().boxed().collect(Collectors.toUnmodifiableSet());
  }
}
