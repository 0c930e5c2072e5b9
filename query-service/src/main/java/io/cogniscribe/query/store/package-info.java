/** The two stores: how their absence shows, and how little that of Redis may cost. */
@NullMarked
package io.cogniscribe.query.store;

import org.jspecify.annotations.NullMarked;
