/** The two stores, on their own. */
@NullMarked
package io.cogniscribe.query.store;

import org.jspecify.annotations.NullMarked;
