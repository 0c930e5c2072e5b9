package io.cogniscribe.replay.verify;

import io.cogniscribe.replay.rebuild.Bucket;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records on disk, slice by slice; slices are taken from the first one on. */
final class SpillFiles implements Closeable {

  /** What all of them may take on disk, before some are given up. */
  private static final long DISK_BYTES = 2L << 30;

  private final List<Bucket> spillFiles = new ArrayList<>();
  private long bytes;
  private int taken;

  /**
   * Empty ones.
   *
   * @param topics where the records will be from
   * @param name of the files, among those that are opened in the folder
   */
  SpillFiles(List<String> topics, Path folder, String name, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      spillFiles.add(new Bucket(topics, folder, name + i));
    }
  }

  /** How many there are: fewer than at first when they would take too much disk. */
  int count() {
    return spillFiles.size();
  }

  /** How many were taken. */
  int taken() {
    return taken;
  }

  /** Sets a record down, if its spill file is there and was not taken yet. */
  void add(int number, ConsumerRecord<byte[], byte[]> record) throws IOException {
    if (number < taken || number >= spillFiles.size()) {
      return;
    }
    spillFiles.get(number).add(record);
    bytes += Math.max(0, record.serializedValueSize());
    if (bytes > DISK_BYTES) {
      leaveHalf();
    }
  }

  private void leaveHalf() throws IOException {
    int kept = Math.max(taken + 1, spillFiles.size() / 2);
    while (spillFiles.size() > kept) {
      spillFiles.removeLast().close();
    }
    bytes /= 2;
  }

  /** Takes the records of the next one. */
  List<ConsumerRecord<byte[], byte[]>> take() throws IOException {
    try (Bucket spillFile = spillFiles.get(taken++)) {
      return spillFile.read();
    }
  }

  @Override
  public void close() throws IOException {
    for (Bucket spillFile : spillFiles) {
      spillFile.close();
    }
  }
}
