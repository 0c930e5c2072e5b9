package io.cogniscribe.replay.archive;

import io.cogniscribe.replay.archive.Manifest.Segment;
import io.cogniscribe.topic.Sha256;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Writes one file of an archive. The file gets its name only when it is finished. */
final class SegmentWriter implements AutoCloseable {

  private static final int COMPRESSION_LEVEL = 3;
  private static final int BLOCK_BYTES = 256 << 10;
  private static final int BUFFER_BYTES = 64 << 10;

  private final Path file;
  private final long from;
  private final FileOutputStream disk;
  private final MessageDigest digest = Sha256.digest();
  private final DataFileWriter<GenericRecord> out;
  private long records;
  private long size;

  SegmentWriter(Path folder, TopicPartition partition, long from) throws IOException {
    this.file = folder.resolve("%s-%020d.avro".formatted(partition, from));
    this.from = from;
    this.disk = new FileOutputStream(DurableFiles.partial(file).toFile());
    this.out =
        new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(RecordFormat.SCHEMA))
            .setCodec(CodecFactory.zstandardCodec(COMPRESSION_LEVEL))
            .setSyncInterval(BLOCK_BYTES)
            .setMeta("topic", partition.topic())
            .setMeta("partition", partition.partition());
    out.create(
        RecordFormat.SCHEMA,
        new DigestOutputStream(new BufferedOutputStream(disk, BUFFER_BYTES), digest));
  }

  void append(ConsumerRecord<byte[], byte[]> record) throws IOException {
    out.append(RecordFormat.toAvro(record));
    records++;
    size += RecordFormat.size(record);
  }

  /** Returns the approximate size before compression. */
  long size() {
    return size;
  }

  /** Makes the file durable and renames it to its final name. */
  Segment finish(long to) throws IOException {
    out.flush();
    disk.getChannel().force(true);
    out.close();
    Path partial = DurableFiles.partial(file);
    long bytes = Files.size(partial);
    DurableFiles.publish(partial, file);
    return new Segment(
        String.valueOf(file.getFileName()),
        from,
        to,
        records,
        bytes,
        HexFormat.of().formatHex(digest.digest()));
  }

  @Override
  public void close() throws IOException {
    disk.close();
  }
}
