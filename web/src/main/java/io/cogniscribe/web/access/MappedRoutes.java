package io.cogniscribe.web.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Lists the routes that the controllers of a service declare. */
public final class MappedRoutes {

  private MappedRoutes() {}

  /** Returns the handlers by {@link Route#name}, without the server's error page. */
  public static Map<String, HandlerMethod> of(RequestMappingHandlerMapping controllers) {
    Map<String, HandlerMethod> routes = new LinkedHashMap<>();
    controllers
        .getHandlerMethods()
        .forEach((mapping, handler) -> {
          if (ErrorController.class.isAssignableFrom(handler.getBeanType())) {
            return;
          }
          for (String path : mapping.getPatternValues()) {
            for (String method : methods(mapping.getMethodsCondition().getMethods())) {
              routes.put(method + " " + path, handler);
            }
          }
        });
    return routes;
  }

  /**
   * Names the method {@code ANY} for a controller that restricts none, so that no row matches it.
   */
  private static List<String> methods(Set<RequestMethod> declared) {
    return declared.isEmpty() ? List.of("ANY") : declared.stream().map(Enum::name).toList();
  }
}
