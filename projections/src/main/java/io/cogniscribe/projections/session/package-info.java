/** Who is logged in: sessions, folded into a table and into Redis, where requests look for them. */
@NullMarked
package io.cogniscribe.projections.session;

import org.jspecify.annotations.NullMarked;
