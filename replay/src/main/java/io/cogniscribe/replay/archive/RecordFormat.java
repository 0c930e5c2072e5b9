package io.cogniscribe.replay.archive;

import io.cogniscribe.wire.AllocationLimits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** The format of records in the files of an archive: their bytes are unchanged. */
final class RecordFormat {

  static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "ArchivedRecord", "namespace": "io.cogniscribe.archive",
               "fields": [
                {"name": "offset", "type": "long"},
                {"name": "timestamp", "type": "long"},
                {"name": "key", "type": ["null", "bytes"]},
                {"name": "headers", "type": {"type": "array", "items":
                  {"type": "record", "name": "ArchivedHeader", "fields": [
                    {"name": "key", "type": "string"},
                    {"name": "value", "type": ["null", "bytes"]}]}}},
                {"name": "value", "type": ["null", "bytes"]}]}
              """);

  private static final Schema HEADER = SCHEMA.getField("headers").schema().getElementType();

  static {
    AllocationLimits.set();
  }

  private RecordFormat() {}

  static GenericRecord toAvro(ConsumerRecord<byte[], byte[]> record) {
    GenericRecord archived = new GenericData.Record(SCHEMA);
    archived.put("offset", record.offset());
    archived.put("timestamp", record.timestamp());
    archived.put("key", buffer(record.key()));
    archived.put("value", buffer(record.value()));
    List<GenericRecord> headers = new ArrayList<>();
    for (Header header : record.headers()) {
      GenericRecord each = new GenericData.Record(HEADER);
      each.put("key", header.key());
      each.put("value", buffer(header.value()));
      headers.add(each);
    }
    archived.put("headers", headers);
    return archived;
  }

  static ConsumerRecord<byte[], byte[]> fromAvro(TopicPartition from, GenericRecord archived) {
    RecordHeaders headers = new RecordHeaders();
    for (Object each : (List<?>) archived.get("headers")) {
      GenericRecord header = (GenericRecord) each;
      headers.add(String.valueOf(header.get("key")), bytes(header.get("value")));
    }
    byte[] key = bytes(archived.get("key"));
    byte[] value = bytes(archived.get("value"));
    return new ConsumerRecord<>(
        from.topic(),
        from.partition(),
        (long) archived.get("offset"),
        (long) archived.get("timestamp"),
        TimestampType.CREATE_TIME,
        size(key),
        size(value),
        key,
        value,
        headers,
        Optional.empty());
  }

  /** Returns the approximate uncompressed size of a record. */
  static long size(ConsumerRecord<byte[], byte[]> record) {
    long headers = 0;
    for (Header header : record.headers()) {
      headers += header.key().length() + size(header.value());
    }
    return 24L + Math.max(0, size(record.key())) + Math.max(0, size(record.value())) + headers;
  }

  private static int size(byte @Nullable [] bytes) {
    return bytes == null ? ConsumerRecord.NULL_SIZE : bytes.length;
  }

  private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private static byte @Nullable [] bytes(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    ByteBuffer buffer = (ByteBuffer) value;
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
