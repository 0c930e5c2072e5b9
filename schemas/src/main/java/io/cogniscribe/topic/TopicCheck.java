package io.cogniscribe.topic;

import static io.cogniscribe.topic.TopicSetup.await;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/** Compares the existing topics with their definitions, and sets the safe settings. */
record TopicCheck(Admin admin) {

  /**
   * Returns one line for each difference that cannot be corrected at start.
   *
   * @throws TopicSetupException when Kafka does not answer
   */
  List<String> differences() {
    List<String> names = Topics.all().stream().map(TopicDefinition::name).toList();
    Map<String, TopicDescription> descriptions = await(admin.describeTopics(names).allTopicNames());
    Map<ConfigResource, Config> configs =
        await(admin.describeConfigs(names.stream().map(TopicCheck::resource).toList()).all());
    List<String> differences = new ArrayList<>();
    for (TopicDefinition topic : Topics.all()) {
      int partitions = Objects.requireNonNull(descriptions.get(topic.name())).partitions().size();
      if (partitions < Topics.PARTITIONS) {
        differences.add(
            "%s has %d partitions, not %d".formatted(topic.name(), partitions, Topics.PARTITIONS));
      }
      Config actual = Objects.requireNonNull(configs.get(resource(topic.name())));
      different(topic.config(), actual)
          .forEach((setting, expected) -> differences.add(line(topic, setting, actual, expected)));
      differences.addAll(adjust(topic, actual));
    }
    differences.addAll(new AdditionalPartitions(admin).problems(descriptions.values()));
    return differences;
  }

  /**
   * Sets the safe settings; returns a line for each setting that Kafka does not allow to change.
   */
  private List<String> adjust(TopicDefinition topic, Config actual) {
    Map<String, String> missing = different(topic.safeConfig(), actual);
    if (missing.isEmpty()) {
      return List.of();
    }
    Collection<AlterConfigOp> changes =
        missing.entrySet().stream()
            .map(setting ->
                new AlterConfigOp(
                    new ConfigEntry(setting.getKey(), setting.getValue()),
                    AlterConfigOp.OpType.SET))
            .toList();
    try {
      await(admin.incrementalAlterConfigs(Map.of(resource(topic.name()), changes)).all());
      return List.of();
    } catch (TopicSetupException e) {
      List<String> forbidden = new ArrayList<>();
      missing.forEach((setting, expected) ->
          forbidden.add(
              "%s, and it cannot be set (%s): allow AlterConfigs, or set it with kafka-configs.sh"
                  .formatted(line(topic, setting, actual, expected), e.getMessage())));
      return forbidden;
    }
  }

  private static Map<String, String> different(Map<String, String> expected, Config actual) {
    Map<String, String> different = new HashMap<>(expected);
    different.entrySet().removeIf(each -> each.getValue().equals(value(actual, each.getKey())));
    return different;
  }

  private static String line(
      TopicDefinition topic, String setting, Config actual, String expected) {
    return "%s has %s=%s, not %s"
        .formatted(topic.name(), setting, value(actual, setting), expected);
  }

  private static String value(Config config, String setting) {
    return config.get(setting).value();
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }
}
