/** Jobs: their decider, their rules and their HTTP API. */
@NullMarked
package io.cogniscribe.command.job;

import org.jspecify.annotations.NullMarked;
