/** Jobs as their owners and the pipeline see them: the row, its progress, its history. */
@NullMarked
package io.cogniscribe.query.job;

import org.jspecify.annotations.NullMarked;
