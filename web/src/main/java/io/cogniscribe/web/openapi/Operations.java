package io.cogniscribe.web.openapi;

import io.cogniscribe.web.access.Route;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Describes an operation's input and output, derived from its controller method. */
record Operations(JsonMapper json, Schemas schemas, Map<Class<?>, List<String>> headers) {

  /** Name of the response that every operation may return. */
  static final String PROBLEM = "problem";

  private static final DefaultParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

  /**
   * Headers that are not listed: the document describes Authorization elsewhere, and the other one
   * is sent only between instances.
   */
  private static final Set<String> UNLISTED = Set.of("Authorization", "Cogniscribe-From-Peer");

  ObjectNode of(Route route, HandlerMethod handler) {
    ObjectNode operation = json.createObjectNode();
    String controller = handler.getBeanType().getSimpleName().replace("Controller", "");
    operation.put("operationId", controller + "_" + handler.getMethod().getName());
    for (MethodParameter parameter : handler.getMethodParameters()) {
      parameter.initParameterNameDiscovery(NAMES);
      add(parameter, operation);
      if (route.method() != RequestMethod.GET) {
        addHeaders(parameter, operation);
      }
    }
    ObjectNode responses = operation.putObject("responses");
    addResponses(handler, responses);
    responses.putObject("default").put("$ref", "#/components/responses/" + PROBLEM);
    return operation;
  }

  private void add(MethodParameter parameter, ObjectNode operation) {
    PathVariable path = parameter.getParameterAnnotation(PathVariable.class);
    RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
    RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
    RequestBody body = parameter.getParameterAnnotation(RequestBody.class);
    Type type = parameter.getGenericParameterType();
    if (path != null) {
      add(operation, "path", name(path.name(), parameter), true, type);
    } else if (query != null) {
      add(operation, "query", name(query.name(), parameter), query.required(), type);
    } else if (header != null) {
      add(operation, "header", name(header.name(), parameter), header.required(), type);
    } else if (body != null) {
      ObjectNode request = operation.putObject("requestBody").put("required", body.required());
      addContent(request, type, MediaType.APPLICATION_JSON_VALUE);
    }
  }

  /** Adds the optional headers of a write. */
  private void addHeaders(MethodParameter parameter, ObjectNode operation) {
    for (String name : headers.getOrDefault(parameter.getParameterType(), List.of())) {
      add(operation, "header", name, false, String.class);
    }
  }

  private void add(ObjectNode operation, String in, String name, boolean required, Type type) {
    if (!UNLISTED.contains(name)) {
      operation
          .withArrayProperty("parameters")
          .addObject()
          .put("name", name)
          .put("in", in)
          .put("required", required)
          .set("schema", schemas.of(type));
    }
  }

  private static String name(String declared, MethodParameter parameter) {
    return declared.isEmpty() ? Objects.requireNonNull(parameter.getParameterName()) : declared;
  }

  private void addResponses(HandlerMethod handler, ObjectNode responses) {
    List<Responds> declared = declared(handler);
    for (Responds answer : declared) {
      ObjectNode response = response(responses, answer.status());
      if (answer.with() != Void.class) {
        addContent(response, answer.with(), answer.as());
      }
    }
    if (declared.isEmpty()) {
      addContent(response(responses, 200), returned(handler), MediaType.APPLICATION_JSON_VALUE);
    }
  }

  private static List<Responds> declared(HandlerMethod handler) {
    Set<Responds> own = repeated(handler.getMethod());
    return List.copyOf(own.isEmpty() ? repeated(handler.getBeanType()) : own);
  }

  private static Set<Responds> repeated(AnnotatedElement element) {
    return AnnotatedElementUtils.getMergedRepeatableAnnotations(element, Responds.class);
  }

  private static ObjectNode response(ObjectNode responses, int status) {
    return responses
        .putObject(Integer.toString(status))
        .put("description", HttpStatus.valueOf(status).getReasonPhrase());
  }

  /** Returns the type of the body. An untyped body needs {@link Responds}. */
  private static Type returned(HandlerMethod handler) {
    ResolvableType type = ResolvableType.forMethodReturnType(handler.getMethod());
    ResolvableType body = type.resolve() == ResponseEntity.class ? type.getGeneric(0) : type;
    Class<?> known = body.resolve(Object.class);
    if (known == Object.class || known == void.class) {
      throw new IllegalStateException("@Responds is missing on " + handler);
    }
    return body.getType();
  }

  private void addContent(ObjectNode owner, Type type, String... mediaTypes) {
    ObjectNode content = owner.putObject("content");
    Arrays.stream(mediaTypes)
        .forEach(mediaType -> content.putObject(mediaType).set("schema", schemas.of(type)));
  }
}
