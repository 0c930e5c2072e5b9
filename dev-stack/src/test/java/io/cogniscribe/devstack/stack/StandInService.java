package io.cogniscribe.devstack.stack;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Main class of a process in place of a service: answers its name and is ready at once. */
final class StandInService {

  private StandInService() {}

  public static void main(String[] arguments) throws IOException {
    String jar = System.getProperty("java.class.path");
    String name = jar.replaceFirst(".*/", "").replaceFirst("-[0-9].*", "");
    int port = Integer.parseInt(System.getenv(variable(name)));
    serve(port, "/", name);
    serve(port + 1_000, "/actuator/health/readiness", "{\"status\":\"UP\"}");
    System.out.println(name + " knows " + System.getenv("DATABASE_URL"));
  }

  private static String variable(String name) {
    return switch (name) {
      case "command-service" -> "COMMAND_PORT";
      case "query-service" -> "QUERY_PORT";
      default -> "PROJECTOR_PORT";
    };
  }

  private static void serve(int port, String path, String answer) throws IOException {
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }
}
