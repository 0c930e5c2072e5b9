package io.cogniscribe.web;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the application once for all test classes and provides a client for it. */
final class RunningApplication implements ParameterResolver {

  private record Shared(ConfigurableApplicationContext context, Client client)
      implements AutoCloseable {
    @Override
    public void close() {
      client.close();
      context.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
    return parameter.getParameter().getType() == Client.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
    return extension
        .getRoot()
        .getStore(Namespace.create(RunningApplication.class))
        .computeIfAbsent(Shared.class, _ -> start(), Shared.class)
        .client();
  }

  private static Shared start() {
    ConfigurableApplicationContext context = TestApplication.start();
    return new Shared(context, new Client(TestApplication.port(context)));
  }
}
