/** Rules for the data that a caller may see. */
@NullMarked
package io.cogniscribe.query.owner;

import org.jspecify.annotations.NullMarked;
