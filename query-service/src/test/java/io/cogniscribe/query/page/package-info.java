/** Cursors and pages on their own. */
@NullMarked
package io.cogniscribe.query.page;

import org.jspecify.annotations.NullMarked;
