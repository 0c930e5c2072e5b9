/** The job aggregate type: the commands and events of transcription jobs. */
@NullMarked
package io.cogniscribe.job;

import org.jspecify.annotations.NullMarked;
