package io.cogniscribe.query.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  private static final Cursor CURSOR =
      new Cursor(Instant.parse("2026-03-01T10:00:00.123456Z"), UUID.randomUUID());

  @Test
  void decodesACursorThatItEncoded() {
    Cursor ancient = new Cursor(Instant.parse("0001-01-01T00:00:00Z"), new UUID(-1, -1));

    assertThat(Cursor.decode(CURSOR.encode())).contains(CURSOR);
    assertThat(Cursor.decode(ancient.encode())).contains(ancient);
  }

  @Test
  void encodesACursorWithoutUrlSpecialCharacters() {
    assertThat(CURSOR.encode()).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void refusesACursorWhenItWasChanged() {
    String text = CURSOR.encode();
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'x' ? 'y' : 'x';
      assertThat(Cursor.decode(text.substring(0, i) + other + text.substring(i + 1))).isEmpty();
    }
    assertThat(Cursor.decode(text + "A")).isEmpty();
    assertThat(Cursor.decode(text + "=")).isEmpty();
    assertThat(Cursor.decode(text.substring(1))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "x", "====", "1", "page-2", "💩"})
  void refusesTextThatIsNoCursor(String text) {
    assertThat(Cursor.decode(text)).isEmpty();
  }
}
