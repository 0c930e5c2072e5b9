package io.cogniscribe.web;

import io.cogniscribe.web.http.HttpConfiguration;
import io.cogniscribe.web.json.JsonConfiguration;
import io.cogniscribe.web.problem.ProblemConfiguration;
import io.cogniscribe.web.query.QueryConfiguration;
import io.cogniscribe.web.security.SecurityConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Everything that the HTTP services share. It needs two beans: the service's {@link
 * io.cogniscribe.settings.Settings} and its {@link io.cogniscribe.web.http.WebPolicy}.
 */
@Configuration(proxyBeanMethods = false)
@Import({
  HttpConfiguration.class,
  JsonConfiguration.class,
  ProblemConfiguration.class,
  QueryConfiguration.class,
  SecurityConfiguration.class
})
public class WebConfiguration {}
