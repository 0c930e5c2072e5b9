package io.cogniscribe.web;

import io.cogniscribe.web.http.HttpConfiguration;
import io.cogniscribe.web.json.JsonConfiguration;
import io.cogniscribe.web.problem.ProblemConfiguration;
import io.cogniscribe.web.query.QueryConfiguration;
import io.cogniscribe.web.security.SecurityConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Configuration that all HTTP services share. A service that imports it provides two beans: {@link
 * io.cogniscribe.settings.Settings} and {@link io.cogniscribe.web.http.WebPolicy}.
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
