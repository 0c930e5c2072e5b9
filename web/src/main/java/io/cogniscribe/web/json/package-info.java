/**
 * Strict JSON: what a client sends is taken as it stands or refused, with every offending field
 * named; nothing is guessed, converted or ignored.
 */
@NullMarked
package io.cogniscribe.web.json;

import org.jspecify.annotations.NullMarked;
