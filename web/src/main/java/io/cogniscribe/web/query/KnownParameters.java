package io.cogniscribe.web.query;

import io.cogniscribe.web.problem.FieldError;
import io.cogniscribe.web.problem.ProblemException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses query parameters that the controller does not declare and parameters that are sent twice.
 * Otherwise a misspelt filter would return more than was asked for.
 */
final class KnownParameters implements HandlerInterceptor {

  private static final DefaultParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

  private final Map<Method, Set<String>> declared = new ConcurrentHashMap<>();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    // An error dispatch carries the parameters of the request that failed.
    boolean isFirst = request.getDispatcherType() == DispatcherType.REQUEST;
    if (isFirst && request.getQueryString() != null && handler instanceof HandlerMethod method) {
      List<FieldError> errors = errors(request.getParameterMap(), declared(method));
      if (!errors.isEmpty()) {
        throw ProblemException.invalid(errors);
      }
    }
    return true;
  }

  private static List<FieldError> errors(Map<String, String[]> sent, Set<String> known) {
    List<FieldError> errors = new ArrayList<>();
    sent.forEach((name, values) -> {
      if (!known.contains(name)) {
        errors.add(new FieldError(name, "is unknown"));
      } else if (values.length > 1) {
        errors.add(new FieldError(name, "must not be given twice"));
      }
    });
    return errors;
  }

  private Set<String> declared(HandlerMethod handler) {
    return declared.computeIfAbsent(
        handler.getMethod(),
        _ ->
            Arrays.stream(handler.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .map(KnownParameters::name)
                .collect(Collectors.toUnmodifiableSet()));
  }

  private static String name(MethodParameter parameter) {
    String declared =
        Objects.requireNonNull(parameter.getParameterAnnotation(RequestParam.class)).name();
    parameter.initParameterNameDiscovery(NAMES);
    return declared.isEmpty() ? Objects.requireNonNull(parameter.getParameterName()) : declared;
  }
}
