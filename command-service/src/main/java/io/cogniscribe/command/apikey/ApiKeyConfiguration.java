package io.cogniscribe.command.apikey;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Configures the HTTP API of API keys. It needs the edge. */
@Configuration(proxyBeanMethods = false)
@Import(ApiKeyController.class)
public class ApiKeyConfiguration {}
