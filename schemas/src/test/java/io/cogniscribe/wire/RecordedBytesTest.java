package io.cogniscribe.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.wire.Samples.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that bytes of all earlier versions can be read. The bytes in {@code recorded} were written
 * by those versions and never change. After a new version or a new message type, record the missing
 * bytes with {@code mvn test -pl schemas -Dtest='RecordedBytesTest#bytes*'
 * -Dtest.jvm.options=-Drecord=true}.
 */
final class RecordedBytesTest {

  private static final Path RECORDED = Path.of("src/test/resources/recorded");
  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest
  @MethodSource("io.cogniscribe.wire.Samples#all")
  <T> void aMessageSurvivesTheWire(Sample<T> sample) {
    assertThat(sample.codec().decode(sample.codec().encode(sample.message())))
        .isEqualTo(sample.message());
  }

  @ParameterizedTest
  @MethodSource("io.cogniscribe.wire.Samples#all")
  <T> void bytesOfEveryVersionAreReadToday(Sample<T> sample) throws IOException {
    int current = history(sample.schema()).versions().size();
    Path newest = file(sample, current);
    if (Boolean.getBoolean("record") && Files.notExists(newest)) {
      Files.createDirectories(newest.getParent());
      Files.writeString(newest, HEX.formatHex(sample.codec().encode(sample.message())) + "\n");
    }
    assertThat(newest).as("recorded bytes of today's version").exists();
    for (int version = 1; version <= current; version++) {
      Path file = file(sample, version);
      if (Files.exists(file)) {
        T read = sample.codec().decode(HEX.parseHex(Files.readString(file).strip()));
        assertThat(read).as("version %d", version).hasSameClassAs(sample.message());
        if (version == current) {
          assertThat(read).isEqualTo(sample.message());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "job-command",
        "job-event",
        "job-progress",
        "account-command",
        "account-event",
        "audit-event",
        "outcome"
      })
  void aReleasedSchemaIsNeverEditedAndTheNextOneReadsIt(String name) throws IOException {
    List<Schema> versions = history(name).versions();
    for (int version = 1; version <= versions.size(); version++) {
      Schema schema = versions.get(version - 1);
      assertThat(fingerprintsRecordedFor(name, version))
          .as("schema %s v%d was edited after bytes were recorded with it", name, version)
          .containsOnly(fingerprint(schema));
      var compatibility =
          SchemaCompatibility.checkReaderWriterCompatibility(versions.getLast(), schema);
      assertThat(compatibility.getType())
          .as("%s v%d: %s", name, version, compatibility.getResult())
          .isEqualTo(SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE);
    }
  }

  @Test
  void anIncompatibleSchemaWouldBeFound() {
    Schema before =
        new Schema.Parser().parse("{'type':'record','name':'R','fields':[]}".replace('\'', '"'));
    Schema after =
        new Schema.Parser()
            .parse(
                "{'type':'record','name':'R','fields':[{'name':'a','type':'int'}]}"
                    .replace('\'', '"'));

    assertThat(SchemaCompatibility.checkReaderWriterCompatibility(after, before).getType())
        .isEqualTo(SchemaCompatibility.SchemaCompatibilityType.INCOMPATIBLE);
  }

  private static Set<String> fingerprintsRecordedFor(String name, int version) throws IOException {
    try (Stream<Path> files = Files.list(RECORDED.resolve(name).resolve("v" + version))) {
      return files
          .map(RecordedBytesTest::read)
          .map(hex -> hex.substring(4, 20))
          .collect(Collectors.toSet());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String fingerprint(Schema schema) {
    long value = SchemaNormalization.parsingFingerprint64(schema);
    byte[] bytes = new byte[Long.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (value >> (8 * i));
    }
    return HEX.formatHex(bytes);
  }

  private static Path file(Sample<?> sample, int version) {
    return RECORDED
        .resolve(sample.schema())
        .resolve("v" + version)
        .resolve(sample.variant() + ".hex");
  }

  private static SchemaHistory history(String name) {
    return SchemaHistory.load(Codecs.class, name);
  }
}
