package io.cogniscribe.replay.archive;

import io.cogniscribe.replay.archive.Manifest.Segment;
import io.cogniscribe.topic.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads one file of an archive. */
record SegmentFile(Path folder, Segment segment) {

  /** Returns the damage of the file: it is missing, or differs from the file that was written. */
  Optional<String> damage() throws IOException {
    if (!Files.isRegularFile(path())) {
      return Optional.of("%s is missing".formatted(segment.file()));
    }
    long size = Files.size(path());
    if (size != segment.bytes()) {
      return Optional.of(
          "%s has %d bytes, not %d".formatted(segment.file(), size, segment.bytes()));
    }
    return checksum().equals(segment.sha256())
        ? Optional.empty()
        : Optional.of("%s is damaged: its checksum differs".formatted(segment.file()));
  }

  private String checksum() throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(path()), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Reads its records in order.
   *
   * @param partition the partition that the records get
   * @throws ArchiveException when the file has another format
   */
  void read(TopicPartition partition, Consumer<ConsumerRecord<byte[], byte[]>> action)
      throws IOException {
    try (DataFileReader<GenericRecord> records =
        new DataFileReader<>(
            path().toFile(), new GenericDatumReader<>(RecordFormat.SCHEMA, RecordFormat.SCHEMA))) {
      GenericRecord reused = null;
      while (records.hasNext()) {
        reused = records.next(reused);
        action.accept(RecordFormat.fromAvro(partition, reused));
      }
    } catch (AvroRuntimeException e) {
      throw new ArchiveException(segment.file() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Path path() {
    return folder.resolve(segment.file());
  }
}
