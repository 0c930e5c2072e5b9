package io.cogniscribe.topic;

import java.util.Map;

/**
 * A topic and the settings that the log requires.
 *
 * @param config settings that a topic is created with and must have at every start; they are not
 *     changed on an existing topic, because that could delete records
 * @param safeConfig settings that a topic is created with, and that every start corrects, because
 *     no record depends on them
 */
public record TopicDefinition(
    String name, Map<String, String> config, Map<String, String> safeConfig) {}
