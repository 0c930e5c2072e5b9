package io.cogniscribe.replay.cli;

import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.replay.archive.Causes;
import io.cogniscribe.topic.Topics;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A record of the log as an operator may see it: decoded, or as its first bytes. Omits secrets.
 *
 * @param type the event's type; null when it cannot be decoded
 * @param event null when it cannot be decoded
 * @param hex the first bytes; null when it can be decoded
 * @param bytes the size of the value
 */
record RecordText(
    @Nullable String type, @Nullable JsonNode event, @Nullable String hex, int bytes) {

  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  private static final int SHOWN_BYTES = 256;
  private static final int SCHEMA_BYTES = 10;
  private static final int SHOWN_CHARACTERS = 2_000;

  static RecordText of(ConsumerRecord<byte[], byte[]> record) {
    byte @Nullable [] value = record.value();
    if (value == null) {
      return new RecordText(null, null, "", 0);
    }
    Optional<RecordedEvent<?>> decoded = decode(record);
    if (decoded.isPresent()) {
      RecordedEvent<?> event = decoded.get();
      return new RecordText(event.type(), shown(JSON.valueToTree(event)), null, value.length);
    }
    // The bytes of an account event may contain a password hash at an unknown place.
    int most = record.topic().equals(Topics.ACCOUNT_EVENTS) ? SCHEMA_BYTES : SHOWN_BYTES;
    String hex = HexFormat.of().formatHex(value, 0, Math.min(most, value.length));
    return new RecordText(null, null, hex, value.length);
  }

  private static Optional<RecordedEvent<?>> decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Causes.event(record);
    } catch (RuntimeException undecodable) {
      return Optional.empty();
    }
  }

  private static JsonNode shown(JsonNode node) {
    switch (node) {
      case ObjectNode object -> {
        for (String name : object.propertyNames().stream().toList()) {
          boolean secret = name.toLowerCase(Locale.ROOT).contains("hash");
          JsonNode value = object.path(name);
          object.set(name, secret ? StringNode.valueOf("(never shown)") : shown(value));
        }
      }
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          array.set(i, shown(array.get(i)));
        }
      }
      case StringNode text when text.asString().length() > SHOWN_CHARACTERS -> {
        String whole = text.asString();
        return StringNode.valueOf(
            "%s… (%,d characters)".formatted(whole.substring(0, SHOWN_CHARACTERS), whole.length()));
      }
      default -> {
        return node;
      }
    }
    return node;
  }

  /** Returns the record as text. */
  String words() {
    return event == null
        ? "cannot be decoded; %,d bytes, which begin with %s".formatted(bytes, hex)
        : type + " " + JSON.writerWithDefaultPrettyPrinter().writeValueAsString(event);
  }
}
