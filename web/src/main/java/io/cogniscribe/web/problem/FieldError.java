package io.cogniscribe.web.problem;

/**
 * A field of a request that breaks a rule.
 *
 * @param field its path as the client wrote it, for example {@code commands[3].filename}
 * @param message what is expected of it, for people
 */
public record FieldError(String field, String message) {}
