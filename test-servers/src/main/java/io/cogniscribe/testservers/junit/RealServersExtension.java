package io.cogniscribe.testservers.junit;

import io.cogniscribe.testservers.process.ProgramFailed;
import io.cogniscribe.testservers.process.TemporaryFolder;
import io.cogniscribe.testservers.server.EmbeddedServers;
import io.cogniscribe.testservers.server.ServerStack;
import io.cogniscribe.testservers.server.ServersConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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
    return switch (provider) {
      case "embedded" -> embedded();
      case "containers" -> new SharedServers(new ContainerServers(), Optional.empty());
      default ->
          throw new IllegalArgumentException(
              SWITCH + " must be embedded or containers, not " + provider);
    };
  }

  private static SharedServers embedded() {
    try {
      TemporaryFolder folder = TemporaryFolder.create("cogniscribe-test-");
      return new SharedServers(embedded(folder.path()), Optional.of(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts the servers, with a second attempt: another process may take a port after it was found
   * free.
   */
  private static EmbeddedServers embedded(Path folder) {
    try {
      return EmbeddedServers.start(ServersConfig.forTests(folder.resolve("first")));
    } catch (ProgramFailed portTaken) {
      return EmbeddedServers.start(ServersConfig.forTests(folder.resolve("second")));
    }
  }
}
