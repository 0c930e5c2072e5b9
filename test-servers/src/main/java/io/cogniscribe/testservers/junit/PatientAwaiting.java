package io.cogniscribe.testservers.junit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Sets defaults for Awaitility: a timeout of one minute, and an immediate first check. JUnit loads
 * the class in every module that has this one among its test libraries.
 */
public final class PatientAwaiting implements LauncherSessionListener {

  /** Long, because a busy machine may need most of it, and it delays only tests that fail. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Awaitility.setDefaultTimeout(PATIENCE);
    Awaitility.setDefaultPollDelay(Duration.ZERO);
  }
}
