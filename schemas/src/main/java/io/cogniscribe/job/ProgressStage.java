package io.cogniscribe.job;

import java.util.Locale;

/** The stages of the pipeline that a processing job reports. */
public enum ProgressStage {
  PREPROCESSING,
  TRANSCRIBING,
  SUMMARIZING;

  /** Returns the name for keys and clients, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
