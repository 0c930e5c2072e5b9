package io.cogniscribe.replay.rebuild;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A spill file: keeps records of some aggregates on disk until all of them are there. The file is
 * deleted from its folder once it is open, so that nothing is left of it however the process ends.
 */
final class SpillFile implements Closeable {

  private static final int BUFFER_BYTES = 32 << 10;
  private static final int NONE = -1;

  private final List<String> topics;
  private final FileChannel file;
  private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private int records;

  SpillFile(List<String> topics, Path folder) throws IOException {
    this.topics = List.copyOf(topics);
    this.file =
        FileChannel.open(
            Files.createTempFile(folder, "cogniscribe-", ".spill"),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
  }

  void add(ConsumerRecord<byte[], byte[]> record) throws IOException {
    byte @Nullable [] key = record.key();
    byte @Nullable [] value = record.value();
    int size = Byte.BYTES + Long.BYTES + 3 * Integer.BYTES + length(key) + length(value);
    if (buffer.remaining() < size) {
      flush();
      if (buffer.capacity() < size) {
        buffer = ByteBuffer.allocate(size);
      }
    }
    buffer.put((byte) topics.indexOf(record.topic()));
    buffer.putInt(record.partition()).putLong(record.offset());
    put(key);
    put(value);
    records++;
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private void put(byte @Nullable [] bytes) {
    if (bytes == null) {
      buffer.putInt(NONE);
    } else {
      buffer.putInt(bytes.length).put(bytes);
    }
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    buffer.clear();
  }

  /** Returns all records, in the order in which they were added. */
  List<ConsumerRecord<byte[], byte[]>> read() throws IOException {
    flush();
    buffer = ByteBuffer.allocate(0);
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(file.size()));
    file.position(0);
    while (all.hasRemaining() && file.read(all) >= 0) {
      // A read may return only a part of the file.
    }
    all.flip();
    List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>(records);
    for (int i = 0; i < records; i++) {
      String topic = topics.get(all.get());
      int partition = all.getInt();
      long offset = all.getLong();
      byte[] key = take(all);
      byte[] value = take(all);
      read.add(new ConsumerRecord<>(topic, partition, offset, key, value));
    }
    return read;
  }

  private static byte @Nullable [] take(ByteBuffer all) {
    int length = all.getInt();
    if (length == NONE) {
      return null;
    }
    byte[] bytes = new byte[length];
    all.get(bytes);
    return bytes;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
