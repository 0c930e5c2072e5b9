/** Access to the two stores, and the handling of their outages. */
@NullMarked
package io.cogniscribe.query.store;

import org.jspecify.annotations.NullMarked;
