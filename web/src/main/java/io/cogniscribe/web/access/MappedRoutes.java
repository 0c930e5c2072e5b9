package io.cogniscribe.web.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The routes that a service answers, as its controllers declare them. */
public final class MappedRoutes {

  private MappedRoutes() {}

  /** Who answers what, by {@link Route#name}; the error page of the server is no route. */
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

  /** A controller that does not say which method it takes takes any, and no row is its own. */
  private static List<String> methods(Set<RequestMethod> declared) {
    return declared.isEmpty() ? List.of("ANY") : declared.stream().map(Enum::name).toList();
  }
}
