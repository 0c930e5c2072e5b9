/** Reads of other people's data are in the log before they are answered. */
@NullMarked
package io.cogniscribe.query.access;

import org.jspecify.annotations.NullMarked;
