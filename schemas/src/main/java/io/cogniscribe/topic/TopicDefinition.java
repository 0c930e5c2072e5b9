package io.cogniscribe.topic;

import java.util.Map;

/**
 * A topic and the settings without which the log would break.
 *
 * @param config the settings that are created, and demanded at every boot
 */
public record TopicDefinition(String name, Map<String, String> config) {}
