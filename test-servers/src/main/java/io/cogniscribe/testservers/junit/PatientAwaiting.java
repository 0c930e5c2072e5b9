package io.cogniscribe.testservers.junit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Has tests wait for a minute where they do not say for how long, and look at once whether they
 * have to. JUnit finds it in every module that has this one among its tests' libraries.
 */
public final class PatientAwaiting implements LauncherSessionListener {

  /** Waiting costs nothing unless a test fails; a machine that is busy may need most of it. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Awaitility.setDefaultTimeout(PATIENCE);
    Awaitility.setDefaultPollDelay(Duration.ZERO);
  }
}
