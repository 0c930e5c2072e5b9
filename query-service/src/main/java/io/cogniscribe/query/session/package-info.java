/** Sessions: whether a request's is still open, and which ones a user has. */
@NullMarked
package io.cogniscribe.query.session;

import org.jspecify.annotations.NullMarked;
