/** Jobs: their decider, which decides every transition of a job, their rules and their HTTP API. */
@NullMarked
package io.cogniscribe.command.job;

import org.jspecify.annotations.NullMarked;
