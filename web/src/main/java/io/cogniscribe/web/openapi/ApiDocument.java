package io.cogniscribe.web.openapi;

import io.cogniscribe.web.access.AccessTable;
import io.cogniscribe.web.access.MappedRoutes;
import io.cogniscribe.web.access.Reach;
import io.cogniscribe.web.access.Route;
import io.cogniscribe.web.access.Side;
import io.cogniscribe.web.problem.Problem;
import io.cogniscribe.web.security.ApiKey;
import io.cogniscribe.web.security.Role;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document of a service. It is generated on first use from the controllers, the access
 * table and the JSON mapper of the service, so it always matches the code.
 */
public final class ApiDocument {

  private static final String BEARER = "bearer";
  private static final String API_KEY = "api_key";

  private final Side side;
  private final JsonMapper json;
  private final Map<Class<?>, List<String>> headers;
  private volatile @Nullable JsonNode written;

  /**
   * Creates a document that is generated on first use.
   *
   * @param headers request headers by the controller argument type that reads them
   */
  public ApiDocument(Side side, JsonMapper json, Map<Class<?>, List<String>> headers) {
    this.side = side;
    this.json = json;
    this.headers = Map.copyOf(headers);
  }

  /** Returns the document. Its content is fixed by the controllers of the first call. */
  public JsonNode of(RequestMappingHandlerMapping controllers) {
    JsonNode document = written;
    if (document == null) {
      document = write(MappedRoutes.of(controllers));
      written = document;
    }
    return document;
  }

  private JsonNode write(Map<String, HandlerMethod> controllers) {
    Schemas schemas = new Schemas(json);
    Operations operations = new Operations(json, schemas, headers);
    ObjectNode document = json.createObjectNode().put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "Cogniscribe " + side.name().toLowerCase(Locale.ROOT))
        .put("version", "1");
    ArrayNode either = document.putArray("security");
    either.addObject().putArray(BEARER);
    either.addObject().putArray(API_KEY);
    ObjectNode paths = document.putObject("paths");
    for (Route route : AccessTable.of(side)) {
      HandlerMethod handler = Objects.requireNonNull(controllers.get(route.name()), route.name());
      ObjectNode operation = operations.of(route, handler);
      operation.set("x-access", access(route));
      if (route.nobody() == Reach.ALL) {
        operation.putArray("security");
      }
      paths
          .withObjectProperty(route.path())
          .set(route.method().name().toLowerCase(Locale.ROOT), operation);
    }
    ObjectNode components = document.putObject("components");
    ObjectNode schemes = components.putObject("securitySchemes");
    schemes.putObject(BEARER).put("type", "http").put("scheme", BEARER).put("bearerFormat", "JWT");
    schemes.putObject(API_KEY).put("type", "apiKey").put("in", "header").put("name", ApiKey.HEADER);
    components
        .putObject("responses")
        .putObject(Operations.PROBLEM)
        .put("description", "A problem document (RFC 9457); its code identifies the problem.")
        .putObject("content")
        .putObject(MediaType.APPLICATION_PROBLEM_JSON_VALUE)
        .set("schema", schemas.of(Problem.class));
    components.set("schemas", schemas.definitions());
    return document;
  }

  private ObjectNode access(Route route) {
    ObjectNode access = json.createObjectNode().put("nobody", route.nobody().label());
    for (Role role : Role.values()) {
      access.put(role.label(), route.reachOf(role).label());
    }
    return access;
  }
}
