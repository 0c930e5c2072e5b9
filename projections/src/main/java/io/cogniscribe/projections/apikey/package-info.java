/** Keys of programs, folded into a table where requests look for them. */
@NullMarked
package io.cogniscribe.projections.apikey;

import org.jspecify.annotations.NullMarked;
