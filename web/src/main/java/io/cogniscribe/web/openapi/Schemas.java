package io.cogniscribe.web.openapi;

import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategy;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Generates schemas of bodies, with property names from the service's mapper. */
final class Schemas {

  private static final String PLACE = "components/schemas";

  private final JsonMapper json;
  private final SchemaBuilder schemas;

  Schemas(JsonMapper json) {
    this.json = json;
    SchemaGeneratorConfigBuilder config =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON);
    config
        .with(
            Option.EXTRA_OPEN_API_FORMAT_VALUES,
            Option.DEFINITIONS_FOR_ALL_OBJECTS,
            Option.PLAIN_DEFINITION_KEYS)
        .without(Option.SCHEMA_VERSION_INDICATOR);
    config
        .forTypesInGeneral()
        .withCustomDefinitionProvider((type, _) -> custom(type.getErasedType()));
    config
        .forFields()
        .withPropertyNameOverrideResolver(field -> name(field.getDeclaredName()))
        .withNullableCheck(Schemas::isNullable)
        .withRequiredCheck(field -> !isNullable(field));
    this.schemas = new SchemaGenerator(config.build()).buildMultipleSchemaDefinitions();
  }

  /** Returns a reference to the type's schema, or the schema itself if it is a simple one. */
  ObjectNode of(Type type) {
    return schemas.createSchemaReference(type);
  }

  /** Returns the referenced schemas. Call it after all references have been created. */
  JsonNode definitions() {
    return schemas.collectDefinitions(PLACE);
  }

  /** Applies the naming strategy only, because no body has a property named by an annotation. */
  private String name(String declared) {
    SerializationConfig config = json.serializationConfig();
    PropertyNamingStrategy strategy = config.getPropertyNamingStrategy();
    return strategy == null ? declared : strategy.nameForField(config, null, declared);
  }

  private static boolean isNullable(FieldScope field) {
    return !field.isFakeContainerItemScope()
        && field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private @Nullable CustomDefinition custom(Class<?> type) {
    if (JsonNode.class.isAssignableFrom(type) || type == Object.class) {
      return new CustomDefinition(json.createObjectNode(), true);
    }
    if (!type.isEnum()) {
      return null;
    }
    ObjectNode schema = json.createObjectNode().put("type", "string");
    ArrayNode values = schema.putArray("enum");
    Arrays.stream(type.getEnumConstants()).forEach(value -> values.add(json.valueToTree(value)));
    return new CustomDefinition(schema, true);
  }
}
