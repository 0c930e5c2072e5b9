package io.cogniscribe.settings;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepeatedLinesTest {

  private Instant now = Instant.parse("2026-11-01T08:00:00Z");
  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> written = new ListAppender<>();
  private final Logger logger = context.getLogger("io.cogniscribe.Example");

  @BeforeEach
  void install() {
    written.start();
    logger.addAppender(written);
    logger.setLevel(Level.INFO);
    context.addTurboFilter(new RepeatedLines(() -> now));
  }

  @Test
  void leavesOutALineWhenItWasWrittenTwentyTimesInAMinute() {
    for (int i = 0; i < 1_000_000; i++) {
      logger.warn("cannot fetch {}", i);
    }
    logger.warn("another line");

    assertThat(lines()).hasSize(RepeatedLines.LINES_A_MINUTE + 1).endsWith("another line");
  }

  @Test
  void saysHowManyLinesWereLeftOutWhenTheMinuteIsOver() {
    for (int i = 0; i < 120; i++) {
      logger.warn("cannot fetch {}", i);
    }
    now = now.plusSeconds(60);
    logger.warn("cannot fetch {}", 120);

    assertThat(lines())
        .endsWith(
            "cannot fetch 19", "100 lines like the next one were omitted", "cannot fetch 120");
  }

  @Test
  void writesEachLineWhenItComesSlowly() {
    for (int i = 0; i < 100; i++) {
      logger.info("restored {}", i);
      now = now.plusSeconds(5);
    }

    assertThat(lines()).hasSize(100);
  }

  @Test
  void limitsALoggerWhenAllItsTextsDiffer() {
    for (int i = 0; i < 100_000; i++) {
      logger.warn("cannot fetch " + i);
    }

    assertThat(lines()).hasSize(RepeatedLines.TEXTS_A_MINUTE);
  }

  @Test
  void doesNotCountALineThatIsNotWritten() {
    for (int i = 0; i < 100; i++) {
      logger.debug("detail");
    }
    logger.setLevel(Level.DEBUG);
    logger.debug("detail");

    assertThat(lines()).containsExactly("detail");
  }

  private List<String> lines() {
    return written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
