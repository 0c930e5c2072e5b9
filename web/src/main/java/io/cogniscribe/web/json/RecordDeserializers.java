package io.cogniscribe.web.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.BeanPropertyDefinition;

/** Replaces Jackson's deserializer of every record by {@link RecordDeserializer}. */
final class RecordDeserializers extends ValueDeserializerModifier {

  private static final long serialVersionUID = 1L;

  @Override
  public ValueDeserializer<?> modifyDeserializer(
      DeserializationConfig config,
      BeanDescription.Supplier description,
      ValueDeserializer<?> deserializer) {
    Class<?> type = description.getBeanClass();
    if (!type.isRecord() || !(deserializer instanceof BeanDeserializerBase)) {
      return deserializer;
    }
    return new RecordDeserializer(
        description.getType(), canonicalConstructor(type), fields(type, description.get()));
  }

  private static Constructor<?> canonicalConstructor(Class<?> type) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(type + " has no canonical constructor", impossible);
    }
  }

  private static List<RecordField> fields(Class<?> type, BeanDescription description) {
    RecordComponent[] components = type.getRecordComponents();
    return IntStream.range(0, components.length)
        .mapToObj(index -> field(components[index], property(description, index)))
        .toList();
  }

  private static RecordField field(RecordComponent component, BeanPropertyDefinition property) {
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    return new RecordField(property.getName(), property.getPrimaryType(), !nullable);
  }

  /** Returns the property, to which naming strategy and annotations have been applied. */
  private static BeanPropertyDefinition property(BeanDescription description, int index) {
    return description.findProperties().stream()
        .filter(property ->
            property.hasConstructorParameter()
                && property.getConstructorParameter().getIndex() == index)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                description.getBeanClass() + " has no property for its component " + index));
  }
}
