/**
 * The command path that all aggregate types share: it decides each command once, against the
 * aggregate's state, in one transaction.
 */
@NullMarked
package io.cogniscribe.command.engine;

import org.jspecify.annotations.NullMarked;
