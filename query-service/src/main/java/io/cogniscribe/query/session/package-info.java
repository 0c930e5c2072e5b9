/** Sessions: checking the session of a request, and listing a user's sessions. */
@NullMarked
package io.cogniscribe.query.session;

import org.jspecify.annotations.NullMarked;
