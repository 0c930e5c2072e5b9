package io.cogniscribe.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cogniscribe.topic.TopicDefinition;
import io.cogniscribe.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.TransactionListing;
import org.junit.jupiter.api.Test;

/**
 * Compares docs/kafka-acls.md with the resources that the code uses. Granting only these is enough
 * to run it.
 */
@SharedStack
final class KafkaAclsTest {

  private static final Path DOCUMENT =
      Path.of(System.getProperty("cogniscribe.home"), "docs", "kafka-acls.md");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  /** The stack's programs read and write the log, but import none. */
  private final StackProcess stack;

  private final String text;
  private final List<String> resources;

  KafkaAclsTest(StackProcess stack) throws IOException {
    this.stack = stack;
    this.text = Files.readString(DOCUMENT);
    this.resources =
        text.lines()
            .filter(line -> line.startsWith("| "))
            .map(line -> line.split("\\|", -1)[2].strip())
            .toList();
  }

  @Test
  void namesExactlyTheTopics() {
    List<String> topics = Topics.all().stream().map(TopicDefinition::name).toList();

    assertThat(named("(all nine )?topics?,? (?!with).*"))
        .containsOnly(
            Stream.concat(topics.stream(), Stream.of(Topics.UNFINISHED_IMPORT))
                .toArray(String[]::new));
    assertThat(topics).as("nine").hasSize(9);
    assertThat(text).contains(Topics.PARTITIONS + " partitions");
  }

  @Test
  void allowsEveryGroupOfARunningStack() {
    assertThat(named("group .*")).containsOnly(Topics.DECIDERS);
    await()
        .untilAsserted(() -> {
          Collection<String> groups = groups();
          assertThat(groups).contains(Topics.DECIDERS);
          assertAllowed(groups, named("group .*"), named("groups with the prefix .*"));
        });
  }

  @Test
  void allowsEveryTopicOfARunningStack() {
    await()
        .untilAsserted(() ->
            assertAllowed(
                topics(), named("topics? (?!with).*"), named("topics with the prefix .*")));
  }

  @Test
  void allowsEveryTransactionOfARunningStack() {
    List<String> prefixes = named("transactional ids with the prefix .*");

    assertThat(prefixes).containsExactlyInAnyOrder(Topics.DECIDERS + "-", "import-");
    await()
        .untilAsserted(
            () -> assertAllowed(transactionalIds(), List.of(), List.of(Topics.DECIDERS + "-")));
  }

  /**
   * Asserts that the names and prefixes cover all used resources, and that each of them is used.
   */
  private static void assertAllowed(
      Collection<String> used, List<String> names, List<String> prefixes) {
    assertThat(used)
        .isNotEmpty()
        .allSatisfy(each ->
            assertThat(names.contains(each) || prefixes.stream().anyMatch(each::startsWith))
                .as(each)
                .isTrue());
    assertThat(prefixes)
        .allSatisfy(
            prefix -> assertThat(used).anySatisfy(each -> assertThat(each).startsWith(prefix)));
  }

  /** Returns the names of all resources whose description matches. */
  private List<String> named(String description) {
    return resources.stream()
        .filter(resource -> resource.matches(description))
        .flatMap(resource -> NAME.matcher(resource).results())
        .map(name -> name.group(1))
        .distinct()
        .toList();
  }

  private Collection<String> topics() throws Exception {
    try (Admin admin = admin()) {
      return admin.listTopics().names().get();
    }
  }

  private Collection<String> groups() throws Exception {
    try (Admin admin = admin()) {
      return admin.listGroups().all().get().stream().map(GroupListing::groupId).toList();
    }
  }

  private Collection<String> transactionalIds() throws Exception {
    try (Admin admin = admin()) {
      return admin.listTransactions().all().get().stream()
          .map(TransactionListing::transactionalId)
          .toList();
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", stack.kafkaBootstrapServers()));
  }
}
