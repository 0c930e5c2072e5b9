package io.cogniscribe.query.openapi;

import io.cogniscribe.web.access.Side;
import io.cogniscribe.web.openapi.ApiDocument;
import java.util.Map;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Serves the OpenAPI document of the query-service. */
@RestController
class ApiController {

  private final ApiDocument document;
  private final ApplicationContext context;

  ApiController(JsonMapper json, ApplicationContext context) {
    this.document = new ApiDocument(Side.QUERIES, json, Map.of());
    this.context = context;
  }

  /**
   * Looks up the controllers per request, because they are not complete when this bean is created.
   */
  @GetMapping("/api/openapi/queries.json")
  JsonNode document() {
    return document.of(
        context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class));
  }
}
