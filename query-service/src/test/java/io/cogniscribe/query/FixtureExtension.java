package io.cogniscribe.query;

import io.cogniscribe.testservers.junit.TestServers;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

final class FixtureExtension implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Fixture.class;
  }

  @Override
  public Fixture resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(FixtureExtension.class))
        .computeIfAbsent(Fixture.class, _ -> create(context), Fixture.class);
  }

  /** Creates a fixture on the real servers, which another extension provides. */
  private static Fixture create(ExtensionContext context) {
    try {
      return context
          .getExecutableInvoker()
          .invoke(Fixture.class.getDeclaredConstructor(TestServers.class));
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
