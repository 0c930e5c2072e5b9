package io.cogniscribe.command.edge;

import io.cogniscribe.web.openapi.ApiDocument;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** Serves the OpenAPI document of the commands. */
@RestController
record ApiController(ApiDocument api, ApplicationContext context) {

  /** Looks up the controllers on each request, because the mapping is incomplete during start. */
  @GetMapping("/api/openapi/commands.json")
  JsonNode document() {
    return api.of(
        context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class));
  }
}
