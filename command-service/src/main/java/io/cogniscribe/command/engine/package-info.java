/**
 * The machinery of the command path that no feature owns: decide against state, once, in one
 * transaction.
 */
@NullMarked
package io.cogniscribe.command.engine;

import org.jspecify.annotations.NullMarked;
