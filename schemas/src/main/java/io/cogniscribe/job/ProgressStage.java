package io.cogniscribe.job;

import java.util.Locale;

/** The stages of the pipeline that a processing job reports. */
public enum ProgressStage {
  PREPROCESSING,
  TRANSCRIBING,
  SUMMARIZING;

  /** The name that keys and clients see: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
