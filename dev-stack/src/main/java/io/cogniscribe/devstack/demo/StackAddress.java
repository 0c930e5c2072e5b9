package io.cogniscribe.devstack.demo;

import io.cogniscribe.devstack.stack.DataFolder;
import io.cogniscribe.devstack.stack.Refusal;
import io.cogniscribe.devstack.stack.StackPorts;
import io.cogniscribe.testservers.server.PostgresAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Map;

/**
 * The URLs of a running stack, and the secret that signs its tokens. The environment may name any
 * stack ({@code GATEWAY_URL}, {@code DATABASE_URL}, {@code REDIS_URL}, {@code JWT_SECRET_KEY}); the
 * default is the stack on the data folder.
 *
 * @param databaseUrl {@code postgresql://user:password@host:port/database}
 */
public record StackAddress(URI gateway, URI databaseUrl, URI redisUrl, String jwtSecretKey) {

  private static final int CONNECT_MILLIS = 5_000;

  /**
   * Returns the address of the stack that environment and data folder name.
   *
   * @throws Refusal when there is no secret, because no stack was ever started
   */
  public static StackAddress of(Map<String, String> environment, DataFolder data)
      throws IOException {
    StackPorts ports = data.ports(environment);
    return new StackAddress(
        url(environment, "GATEWAY_URL", "http://127.0.0.1:" + ports.gateway()),
        url(environment, "DATABASE_URL", PostgresAddress.of(ports.postgres()).databaseUrl()),
        url(environment, "REDIS_URL", "redis://127.0.0.1:" + ports.redis() + "/0"),
        data.existingSecrets(environment).jwtSecretKey());
  }

  /**
   * Checks that the gateway accepts connections.
   *
   * @throws Refusal when it does not
   */
  public void demandAnswer() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()), CONNECT_MILLIS);
    } catch (IOException e) {
      throw Refusal.unavailable(
          "no stack answers at " + gateway + ": start it with `./cogniscribe up`");
    }
  }

  /** Returns the JDBC URL of the database. */
  public String jdbcUrl() {
    String[] userAndPassword = databaseUrl.getUserInfo().split(":", 2);
    return "jdbc:postgresql://%s:%d%s?user=%s&password=%s"
        .formatted(
            databaseUrl.getHost(),
            databaseUrl.getPort(),
            databaseUrl.getPath(),
            userAndPassword[0],
            userAndPassword[1]);
  }

  @Override
  public String toString() {
    return "StackAddress[" + gateway + "]";
  }

  private static URI url(Map<String, String> environment, String variable, String otherwise) {
    String value = environment.getOrDefault(variable, "");
    return URI.create(value.isBlank() ? otherwise : value);
  }
}
