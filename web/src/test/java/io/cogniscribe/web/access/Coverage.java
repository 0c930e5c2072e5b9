package io.cogniscribe.web.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Compares the table with the controllers of a running service. */
public final class Coverage {

  private Coverage() {}

  /** Returns the handler mapping of the service's own controllers. */
  private static RequestMappingHandlerMapping controllers(ApplicationContext service) {
    return service.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
  }

  /** Returns the differences of a service that has a route without a row, for a moment. */
  public static List<String> differencesWithAStrayRoute(Side side, ApplicationContext service)
      throws NoSuchMethodException {
    RequestMappingHandlerMapping controllers = controllers(service);
    RequestMappingInfo stray =
        RequestMappingInfo.paths("/api/stray")
            .methods(RequestMethod.GET)
            .options(controllers.getBuilderConfiguration())
            .build();
    controllers.registerMapping(stray, new Object(), Object.class.getMethod("toString"));
    try {
      return differences(side, service);
    } finally {
      controllers.unregisterMapping(stray);
    }
  }

  /** Returns one line for each route that only the table or only the service has. */
  public static List<String> differences(Side side, ApplicationContext service) {
    Map<String, HandlerMethod> mapped = MappedRoutes.of(controllers(service));
    Set<String> rows =
        AccessTable.of(side).stream().map(Route::name).collect(Collectors.toUnmodifiableSet());
    List<String> differences = new ArrayList<>();
    mapped.forEach((name, handler) -> {
      if (!rows.contains(name)) {
        differences.add("%s has no row in AccessTable: %s".formatted(name, handler));
      }
    });
    rows.stream()
        .filter(name -> !mapped.containsKey(name))
        .forEach(name -> differences.add(name + " is a row of AccessTable, but no route"));
    return differences;
  }
}
