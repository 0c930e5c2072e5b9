package io.cogniscribe.web.problem;

/**
 * A field of a request that breaks a rule.
 *
 * @param field its path as the client wrote it, for example {@code commands[3].filename}
 * @param message the expected form, for people
 */
public record FieldError(String field, String message) {}
