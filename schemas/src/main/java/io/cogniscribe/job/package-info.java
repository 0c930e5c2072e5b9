/**
 * The job aggregate type: what may be asked of a transcription job, and what can have happened to
 * it.
 */
@NullMarked
package io.cogniscribe.job;

import org.jspecify.annotations.NullMarked;
