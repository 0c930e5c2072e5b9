package io.cogniscribe.web.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A served OpenAPI document, to hold real requests and answers against. It is taken by the letter:
 * a property that it does not name is a violation, too.
 */
public record Description(JsonNode document) {

  private static final String REFERENCE = "#/components/responses/";

  /** What an answer has that the document does not say of it, or the other way round. */
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

  /** The same of the body of a request. */
  public List<String> violations(String route, JsonNode body) {
    return violations(operation(route).path("requestBody"), "application/json", body);
  }

  /** What the document says of a route, such as {@code GET /api/jobs}. */
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
