package io.cogniscribe.web.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.UUID;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TSFBuilder;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Rules for reading and writing JSON: names and enum constants in snake_case, times in ISO-8601
 * UTC, absent values omitted. {@link RecordDeserializer} reads records: a component is required
 * unless its type is {@link org.jspecify.annotations.Nullable}.
 */
public final class StrictJson {

  private static final int MAX_STRING_LENGTH = 8 * 1024 * 1024;
  private static final int MAX_NESTING = 20;
  private static final int MAX_NAME_LENGTH = 200;

  private StrictJson() {}

  /** Returns a mapper for use outside a Spring context. */
  public static JsonMapper mapper() {
    return configure(
            JsonMapper.builder(limit(tools.jackson.core.json.JsonFactory.builder()).build()))
        .build();
  }

  /** Limits the input of a parser: text length, nesting depth and name length. */
  static <B extends TSFBuilder<?, B>> B limit(B factory) {
    return factory.streamReadConstraints(
        StreamReadConstraints.builder()
            .maxStringLength(MAX_STRING_LENGTH)
            .maxNestingDepth(MAX_NESTING)
            .maxNameLength(MAX_NAME_LENGTH)
            .build());
  }

  static JsonMapper.Builder configure(JsonMapper.Builder mapper) {
    return mapper
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enumNamingStrategy(EnumNamingStrategies.SNAKE_CASE)
        .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
        .changeDefaultNullHandling(all -> all.withContentNulls(Nulls.FAIL))
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
            DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .withCoercionConfigDefaults(all -> {
          all.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
          all.setCoercion(CoercionInputShape.EmptyArray, CoercionAction.Fail);
        })
        .addModule(module());
  }

  private static SimpleModule module() {
    return new SimpleModule("strict")
        .addDeserializer(String.class, new StrictStringDeserializer())
        .addDeserializer(UUID.class, new StrictUuidDeserializer())
        .setDeserializerModifier(new RecordDeserializers());
  }
}
