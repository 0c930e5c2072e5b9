package io.cogniscribe.message;

/**
 * A field that breaks a rule.
 *
 * @param field the field's name as clients send it
 * @param message what is expected of it, for people
 */
public record Violation(String field, String message) {}
