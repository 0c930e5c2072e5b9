package io.cogniscribe.topic;

import java.util.Map;

/**
 * A topic and the settings without which the log would break.
 *
 * @param config settings that a topic is created with and must have at every boot: setting them on
 *     a topic with records could delete records
 * @param safeConfig settings that a topic is created with, and that every boot sets where they
 *     differ: no record depends on them
 */
public record TopicDefinition(
    String name, Map<String, String> config, Map<String, String> safeConfig) {}
