/** The decider of jobs: the one place where the transitions of a job's life cycle are decided. */
@NullMarked
package io.cogniscribe.command.job;

import org.jspecify.annotations.NullMarked;
