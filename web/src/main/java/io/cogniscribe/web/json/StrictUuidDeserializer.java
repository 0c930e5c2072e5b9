package io.cogniscribe.web.json;

import io.cogniscribe.web.http.CanonicalUuid;
import java.util.UUID;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads UUIDs in canonical form only; Jackson's own deserializer also accepts Base64. */
final class StrictUuidDeserializer extends StdScalarDeserializer<UUID> {

  StrictUuidDeserializer() {
    super(UUID.class);
  }

  @Override
  public UUID deserialize(JsonParser parser, DeserializationContext context) {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      return (UUID) context.handleUnexpectedToken(UUID.class, parser);
    }
    return CanonicalUuid.parse(parser.getString())
        .orElseThrow(() -> InvalidFieldsException.ofValue(parser, Expectation.of(UUID.class)));
  }
}
