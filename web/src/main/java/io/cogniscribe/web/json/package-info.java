/**
 * Strict JSON: a body is accepted as it is or refused with a list of all offending fields. Nothing
 * is guessed, converted or ignored.
 */
@NullMarked
package io.cogniscribe.web.json;

import org.jspecify.annotations.NullMarked;
