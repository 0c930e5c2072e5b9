package io.cogniscribe.devstack.cli;

import io.cogniscribe.devstack.gateway.Gateway;
import io.cogniscribe.devstack.gateway.GatewayConfig;
import io.cogniscribe.devstack.stack.Refusal;
import io.cogniscribe.devstack.stack.StackPorts;
import io.cogniscribe.settings.Settings;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

@Command(
    mixinStandardHelpOptions = true,
    name = "gateway",
    description = "Run only the gateway, in front of COMMAND_URL and QUERY_URL.")
final class GatewayCommand implements Callable<Integer> {

  @Override
  public Integer call() throws IOException, InterruptedException {
    GatewayConfig config = config(System.getenv());
    try (Gateway _ = Gateway.start(config)) {
      System.out.printf("ready  gateway http://%s:%d%n", config.bindAddress(), config.port());
      new CountDownLatch(1).await();
      return 0;
    } catch (BindException taken) {
      throw Refusal.unavailable(
          "port %d is taken: set GATEWAY_PORT to another port".formatted(config.port()));
    }
  }

  private static GatewayConfig config(Map<String, String> environment) {
    return GatewayConfig.of(
        Settings.of(environment),
        environment.getOrDefault("BIND_ADDRESS", "127.0.0.1"),
        StackPorts.of(environment).gateway(),
        url(environment, "COMMAND_URL"),
        url(environment, "QUERY_URL"));
  }

  private static URI url(Map<String, String> environment, String variable) {
    String value = environment.getOrDefault(variable, "");
    if (!value.matches("http://[^/\\s]+")) {
      throw Refusal.usage(variable + " must be http://host:port, not \"" + value + "\"");
    }
    return URI.create(value);
  }
}
