package io.cogniscribe.message;

/**
 * Where a command stands in the log. Everything that the command caused carries it, which makes it
 * the consistency token: a projection that has passed it shows the command's effect.
 */
public record CommandPosition(String topic, int partition, long offset) {

  /** The token that clients see and send back, for example {@code jobs.commands:3:1042}. */
  public String token() {
    return topic + ":" + partition + ":" + offset;
  }
}
