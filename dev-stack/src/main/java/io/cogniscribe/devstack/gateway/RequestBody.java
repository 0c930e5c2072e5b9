package io.cogniscribe.devstack.gateway;

import io.cogniscribe.settings.HttpLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.FileEntity;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;

/**
 * A complete body, read before the request is forwarded, so that a slow client occupies no
 * connection to a service. A body of more than 64 KiB is kept in a temporary file, because many can
 * arrive at once.
 */
final class RequestBody implements AutoCloseable {

  private static final int IN_MEMORY = 64 * 1024;
  private static final int READ = 16 * 1024;

  private final byte[] bytes;
  private final Optional<Path> file;

  private RequestBody(byte[] bytes, Optional<Path> file) {
    this.bytes = bytes;
    this.file = file;
  }

  /**
   * Reads the body; empty if the request announces none or one of 0 bytes.
   *
   * @throws RefusedException when it is too large, too slow or malformed
   */
  static Optional<RequestBody> read(Request request, GatewayLimits limits) throws IOException {
    long announced = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
    if (announced <= 0 && !request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
      return Optional.empty();
    }
    if (announced > HttpLimits.LARGEST_BODY) {
      throw new RefusedException(Problem.BODY_TOO_LARGE);
    }
    try (Spool spool = new Spool();
        InputStream body = new DemandingStream(Request.asInputStream(request), limits)) {
      body.transferTo(spool);
      return Optional.of(spool.body());
    } catch (RefusedException refused) {
      throw refused;
    } catch (IOException failure) {
      throw new RefusedException(reason(failure));
    }
  }

  /** Returns the body for a request to a service. It can be sent more than once. */
  HttpEntity entity() {
    return file.<HttpEntity>map(path -> new FileEntity(path.toFile(), null))
        .orElseGet(() -> new ByteArrayEntity(bytes, null));
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      Files.deleteIfExists(file.get());
    }
  }

  private static Problem reason(IOException failure) {
    return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
        .flatMap(cause ->
            switch (cause) {
              case TimeoutException _ -> Stream.of(Problem.TOO_SLOW);
              case HttpException http -> Stream.of(Problem.of(http.getCode()));
              default -> Stream.empty();
            })
        .findFirst()
        .orElse(Problem.of(HttpStatus.BAD_REQUEST_400));
  }

  /** Refuses a body that becomes too large or falls below the minimum rate. */
  private static final class DemandingStream extends InputStream {

    private final InputStream source;
    private final GatewayLimits limits;
    private final long start = System.nanoTime();
    private long count;

    DemandingStream(InputStream source, GatewayLimits limits) {
      this.source = source;
      this.limits = limits;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("read arrays");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = source.read(target, offset, Math.min(length, READ));
      count += Math.max(0, read);
      if (count > HttpLimits.LARGEST_BODY) {
        throw new RefusedException(Problem.BODY_TOO_LARGE);
      }
      double seconds = (System.nanoTime() - start - limits.body().toNanos()) / 1e9;
      if (read >= 0 && seconds > 0 && count < seconds * limits.bodyBytesPerSecond()) {
        throw new RefusedException(Problem.TOO_SLOW);
      }
      return read;
    }
  }

  /** Collects a body, first in memory, then in a file that only this user can read. */
  private static final class Spool extends OutputStream {

    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private Optional<Path> file = Optional.empty();
    private OutputStream target = memory;
    private boolean handedOver;

    @Override
    public void write(int oneByte) throws IOException {
      write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (file.isEmpty() && memory.size() + length > IN_MEMORY) {
        Path spill = Files.createTempFile("cogniscribe-body-", null);
        file = Optional.of(spill);
        target = Files.newOutputStream(spill);
        memory.writeTo(target);
        memory.reset();
      }
      target.write(bytes, offset, length);
    }

    RequestBody body() throws IOException {
      target.close();
      handedOver = true;
      return new RequestBody(memory.toByteArray(), file);
    }

    @Override
    public void close() throws IOException {
      target.close();
      if (!handedOver && file.isPresent()) {
        Files.deleteIfExists(file.get());
      }
    }
  }
}
