package io.cogniscribe.message;

/**
 * A field that breaks a rule.
 *
 * @param field the field's name as clients send it
 * @param message the expected value, for people
 */
public record Violation(String field, String message) {}
