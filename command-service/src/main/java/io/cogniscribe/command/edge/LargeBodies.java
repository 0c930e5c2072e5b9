package io.cogniscribe.command.edge;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Writes large bodies to files while they arrive, and reads them into memory once they are
 * complete. A transcript of several MB has up to six copies in memory on its way into the log, so
 * few fit into the heap at once. A client that sends one slowly must not block the others.
 */
final class LargeBodies {

  /** The largest body that is kept in memory and not written to a file, in bytes. */
  static final int LARGE = 64 * 1024;

  /** The step in which an arriving body takes bytes from the disk budget, in bytes. */
  private static final int STEP = 1024 * 1024;

  private final Path folder;
  private final BodyBudget disk;
  private final BodyBudget memory;

  /**
   * Opens a folder and deletes the bodies that a killed process left in it.
   *
   * @param disk the budget for bodies that are arriving
   * @param memory the budget for bodies that have arrived
   */
  LargeBodies(Path folder, BodyBudget disk, BodyBudget memory) throws IOException {
    this.folder = Files.createDirectories(folder);
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    this.disk = disk;
    this.memory = memory;
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
  }

  /** A body that has arrived, and its share of the budget until it is closed. */
  record Body(InputStream content, List<BodyBudget.Share> shares) implements AutoCloseable {

    @Override
    public void close() throws IOException {
      shares.forEach(BodyBudget.Share::close);
      content.close();
    }
  }

  /**
   * Reads the source to its end.
   *
   * @param client the client whose share of the budgets the body uses
   * @throws IOException when the source fails: the body is too large, or too slow
   */
  Body receive(Object client, InputStream source) throws IOException {
    byte[] start = source.readNBytes(LARGE + 1);
    if (start.length <= LARGE) {
      return new Body(new ByteArrayInputStream(start), List.of());
    }
    FileChannel file =
        FileChannel.open(
            folder.resolve(UUID.randomUUID().toString()),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    List<BodyBudget.Share> shares = new ArrayList<>();
    try {
      write(file, start, start.length);
      byte[] buffer = new byte[LARGE];
      for (int read = 0; read >= 0; read = source.read(buffer)) {
        write(file, buffer, read);
        if (file.position() > (long) shares.size() * STEP) {
          shares.add(disk.take(client, STEP));
        }
      }
      shares.add(memory.take(client, file.position()));
      file.position(0);
      return new Body(Channels.newInputStream(file), shares);
    } catch (IOException | RuntimeException failed) {
      new Body(Channels.newInputStream(file), shares).close();
      throw failed;
    }
  }

  private static void write(FileChannel file, byte[] bytes, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
  }
}
