#!/usr/bin/env bash
# ICU4J 79.1 (Unicode 17): SpoofChecker.RECOMMENDED, the letters that UTS #39 recommends for identifiers, has one of the two
# Romanian letters with cedilla and not the other: U+015F (s with cedilla) is in the set, U+0163 (t with cedilla) is not. Both
# letters with comma below (U+0219, U+021B) are in it. Older keyboards and texts have the letters with cedilla, so a check
# that allows the recommended set accepts some of their names and refuses others. The set also lacks U+028A and U+0283,
# letters of African alphabets with the capitals U+01B1 and U+01A9, and has U+025B, another such letter.
# Consequence: the rule for usernames keeps its own list of letters (ADR 4).
# Needs a JDK 17 or later, Maven and bash. Fails when the behaviour changes.
set -euo pipefail

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.ibm.icu</groupId>
      <artifactId>icu4j</artifactId>
      <version>79.1</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -B -q dependency:copy-dependencies -DoutputDirectory=lib >mvn.log 2>&1 || { cat mvn.log >&2; exit 1; }

cat >Finding.java <<'JAVA'
import com.ibm.icu.text.SpoofChecker;

public class Finding {
  public static void main(String[] none) {
    for (int letter : new int[] {0x15f, 0x163, 0x219, 0x21b, 0x28a, 0x283, 0x25b}) {
      System.out.printf("U+%04X %s%n", letter, SpoofChecker.RECOMMENDED.contains(letter));
    }
  }
}
JAVA

seen="$("${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'lib/*' Finding.java)"
echo "$seen"
expected="U+015F true
U+0163 false
U+0219 true
U+021B true
U+028A false
U+0283 false
U+025B true"
[ "$seen" = "$expected" ] || { echo "the behaviour has changed" >&2; exit 1; }
