package io.cogniscribe.message;

/**
 * The position of a command in the log. All events and outcomes of the command contain it. It is
 * the consistency token: a projection that has passed it shows the effect of the command.
 */
public record CommandPosition(String topic, int partition, long offset) {

  /** Returns the token for clients, for example {@code jobs.commands:3:1042}. */
  public String token() {
    return topic + ":" + partition + ":" + offset;
  }
}
