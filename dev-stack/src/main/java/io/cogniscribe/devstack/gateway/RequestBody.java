package io.cogniscribe.devstack.gateway;

import io.cogniscribe.settings.HttpLimits;
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
 *
 * @param entity content of a request to a service, which can be sent more than once; empty if there
 *     is no body
 * @param file temporary file with the content
 */
record RequestBody(Optional<HttpEntity> entity, Optional<Path> file) implements AutoCloseable {

  private static final int IN_MEMORY = 64 * 1024;
  private static final int READ = 16 * 1024;

  /**
   * Reads the body; empty if the request announces none or one of 0 bytes.
   *
   * @throws RefusedException when it is too large, too slow or malformed
   */
  static RequestBody read(Request request, GatewayLimits limits) throws IOException {
    long announced = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
    if (announced <= 0 && !request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
      return new RequestBody(Optional.empty(), Optional.empty());
    }
    if (announced > HttpLimits.LARGEST_BODY) {
      throw new RefusedException(Problem.BODY_TOO_LARGE);
    }
    try (InputStream body = new DemandingStream(Request.asInputStream(request), limits)) {
      byte[] begin = body.readNBytes(IN_MEMORY + 1);
      return begin.length <= IN_MEMORY
          ? new RequestBody(Optional.of(new ByteArrayEntity(begin, null)), Optional.empty())
          : spill(begin, body);
    } catch (RefusedException refused) {
      throw refused;
    } catch (IOException failure) {
      throw new RefusedException(reason(failure));
    }
  }

  /** Writes the body to a file that only this user can read. */
  private static RequestBody spill(byte[] begin, InputStream rest) throws IOException {
    Path file = Files.createTempFile("cogniscribe-body-", null);
    try (OutputStream target = Files.newOutputStream(file)) {
      target.write(begin);
      rest.transferTo(target);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    return new RequestBody(Optional.of(new FileEntity(file.toFile(), null)), Optional.of(file));
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
}
