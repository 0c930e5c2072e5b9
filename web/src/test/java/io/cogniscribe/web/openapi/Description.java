package io.cogniscribe.web.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A served OpenAPI document, to which requests and answers are compared. A property that it does
 * not name is a violation.
 */
public record Description(JsonNode document) {

  private static final String REFERENCE = "#/components/responses/";

  /** Returns one line for each difference between the document and an answer. */
  public List<String> violations(String route, int status, String mediaType, JsonNode body) {
    JsonNode responses = operation(route).path("responses");
    JsonNode response =
        responses.has(Integer.toString(status))
            ? responses.path(Integer.toString(status))
            : responses.path("default");
    String reference = response.path("$ref").asString("");
    JsonNode found =
        reference.isEmpty()
            ? response
            : document.at("/components/responses").path(reference.replace(REFERENCE, ""));
    return violations(found, mediaType, body);
  }

  /** Returns one line for each difference between the document and the body of a request. */
  public List<String> violations(String route, JsonNode body) {
    return violations(operation(route).path("requestBody"), "application/json", body);
  }

  /** Returns the description of a route, such as {@code GET /api/jobs}. */
  public JsonNode operation(String route) {
    List<String> parts = List.of(route.split(" ", 2));
    return document
        .path("paths")
        .path(parts.getLast())
        .path(parts.getFirst().toLowerCase(Locale.ROOT));
  }

  private List<String> violations(JsonNode owner, String mediaType, JsonNode body) {
    if (!(owner.at("/content").path(mediaType).path("schema") instanceof ObjectNode schema)) {
      return List.of("the document has no schema of " + mediaType);
    }
    ObjectNode whole = schema.deepCopy();
    whole.set("components", strict(document.path("components").deepCopy()));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(whole)
        .validate(body)
        .stream()
        .map(Error::toString)
        .toList();
  }

  private static JsonNode strict(JsonNode node) {
    if (node instanceof ObjectNode object && object.path("properties").isObject()) {
      object.put("additionalProperties", false);
    }
    node.forEach(Description::strict);
    return node;
  }
}
