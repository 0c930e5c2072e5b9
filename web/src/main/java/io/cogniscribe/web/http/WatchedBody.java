package io.cogniscribe.web.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;

/**
 * A body that counts its bytes and the time spent waiting for them. A chunked body does not
 * announce its length. The time that the reader spends between reads does not count.
 */
abstract class WatchedBody extends ServletInputStream {

  private final ServletInputStream source;
  private long count;
  private Duration waited = Duration.ZERO;

  WatchedBody(ServletInputStream source) {
    this.source = source;
  }

  /**
   * Called after each read.
   *
   * @param count total bytes read so far
   * @param waited total time spent in reads
   * @throws IOException to stop reading the body
   */
  abstract void check(long count, Duration waited) throws IOException;

  /**
   * Returns the exception to throw when a read has failed.
   *
   * @param waited duration of the failed read
   */
  IOException translate(IOException failure, Duration waited) {
    return failure;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read;
    long start = System.nanoTime();
    try {
      read = source.read(bytes, offset, length);
    } catch (IOException failure) {
      throw translate(failure, since(start));
    }
    if (read > 0) {
      count += read;
      waited = waited.plus(since(start));
      check(count, waited);
    }
    return read;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  @Override
  public boolean isFinished() {
    return source.isFinished();
  }

  @Override
  public boolean isReady() {
    return source.isReady();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    source.setReadListener(listener);
  }
}
