/** Checks of the query string, for every route, before a controller reads a parameter. */
@NullMarked
package io.cogniscribe.web.query;

import org.jspecify.annotations.NullMarked;
