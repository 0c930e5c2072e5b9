package io.cogniscribe.testservers.junit;

import io.cogniscribe.testservers.server.ServerStack;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts the shared servers when the first test requests them. JUnit closes them after the last
 * test.
 */
final class RealServersExtension implements ParameterResolver {

  private static final String SWITCH = "COGNISCRIBE_TEST_SERVERS";
  private static final Namespace NAMESPACE = Namespace.create(RealServersExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == TestServers.class || type == ServerStack.class;
  }

  @Override
  public TestServers resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(SharedServers.class, _ -> start(), SharedServers.class);
  }

  private static SharedServers start() {
    String provider =
        Optional.ofNullable(System.getProperty(SWITCH))
            .or(() -> Optional.ofNullable(System.getenv(SWITCH)))
            .filter(value -> !value.isBlank())
            .orElse("embedded");
    return new SharedServers(
        switch (provider) {
          case "embedded" -> new EmbeddedProvider();
          case "containers" -> new ContainerServers();
          default ->
              throw new IllegalArgumentException(
                  SWITCH + " must be embedded or containers, not " + provider);
        });
  }
}
