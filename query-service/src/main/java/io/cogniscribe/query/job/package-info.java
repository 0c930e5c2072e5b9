/** Jobs for their owners and the pipeline: row, progress and history. */
@NullMarked
package io.cogniscribe.query.job;

import org.jspecify.annotations.NullMarked;
