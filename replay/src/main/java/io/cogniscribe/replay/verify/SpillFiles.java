package io.cogniscribe.replay.verify;

import io.cogniscribe.replay.rebuild.SpillFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records on disk, one file a slice; slices are taken in order. */
final class SpillFiles implements Closeable {

  /** The disk space of all files; above it, the second half of the slices is dropped. */
  private static final long DISK_BYTES = 2L << 30;

  private final List<SpillFile> spillFiles = new ArrayList<>();
  private long bytes;
  private int taken;

  /**
   * Creates empty files.
   *
   * @param topics the topics of the records
   * @param name the prefix of the files' names in the folder
   */
  SpillFiles(List<String> topics, Path folder, String name, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      spillFiles.add(new SpillFile(topics, folder, name + i));
    }
  }

  /** Returns the number of files; it drops when they would need too much disk. */
  int count() {
    return spillFiles.size();
  }

  /** Returns the number of files that were taken. */
  int taken() {
    return taken;
  }

  /** Writes a record, unless its file was dropped or taken. */
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

  /** Takes the records of the next file. */
  List<ConsumerRecord<byte[], byte[]>> take() throws IOException {
    try (SpillFile spillFile = spillFiles.get(taken++)) {
      return spillFile.read();
    }
  }

  @Override
  public void close() throws IOException {
    for (SpillFile spillFile : spillFiles) {
      spillFile.close();
    }
  }
}
