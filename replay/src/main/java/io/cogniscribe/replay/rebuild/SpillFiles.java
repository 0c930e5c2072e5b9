package io.cogniscribe.replay.rebuild;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Records on disk, sorted into files that are taken in order. Every method throws {@link
 * UncheckedIOException} with the name of the folder, since the usual cause is a full disk.
 */
public final class SpillFiles implements AutoCloseable {

  private final Path folder;
  private final long maxBytes;
  private final List<SpillFile> files = new ArrayList<>();
  private long bytes;
  private int taken;

  /**
   * Creates empty files.
   *
   * @param topics the topics of the records
   * @param maxBytes the disk space of all files; above it, the second half of the files is dropped
   */
  public SpillFiles(List<String> topics, Path folder, int count, long maxBytes) {
    this.folder = folder;
    this.maxBytes = maxBytes;
    try {
      for (int i = 0; i < count; i++) {
        files.add(new SpillFile(topics, folder));
      }
    } catch (IOException e) {
      close();
      throw failed(e);
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("sorting in %s: %s".formatted(folder, e.getMessage()), e);
  }

  /** Returns the number of files; it drops when they would need too much disk. */
  public int count() {
    return files.size();
  }

  /** Returns the number of files that were taken. */
  public int taken() {
    return taken;
  }

  /** Returns whether a file is left. */
  public boolean hasNext() {
    return taken < files.size();
  }

  /** Writes a record, unless its file was dropped or taken. */
  public void add(int number, ConsumerRecord<byte[], byte[]> record) {
    if (number < taken || number >= files.size()) {
      return;
    }
    try {
      files.get(number).add(record);
      bytes += Math.max(0, record.serializedValueSize());
      if (bytes > maxBytes) {
        leaveHalf();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void leaveHalf() throws IOException {
    int kept = Math.max(taken + 1, files.size() / 2);
    while (files.size() > kept) {
      files.removeLast().close();
    }
    bytes /= 2;
  }

  /** Takes the records of the next file, in the order in which they were added. */
  public List<ConsumerRecord<byte[], byte[]>> take() {
    try (SpillFile file = files.get(taken++)) {
      return file.read();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try {
      for (SpillFile file : files) {
        file.close();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
