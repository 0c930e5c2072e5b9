package io.cogniscribe.web.json;

import io.cogniscribe.web.problem.ProblemTranslation;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Makes the application's JSON mapper strict. */
@Configuration(proxyBeanMethods = false)
public class JsonConfiguration {

  @Bean
  JsonFactoryBuilderCustomizer jsonLimits() {
    return StrictJson::limit;
  }

  /** After Spring Boot's own customizers, whose defaults it overrides. */
  @Bean
  @Order(100)
  JsonMapperBuilderCustomizer strictJson() {
    return StrictJson::configure;
  }

  @Bean
  @Order(1)
  ProblemTranslation jsonProblems() {
    return new JsonProblems();
  }
}
