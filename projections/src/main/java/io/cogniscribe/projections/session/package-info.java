/** The session projections: sessions in a table, and open sessions in Redis for requests. */
@NullMarked
package io.cogniscribe.projections.session;

import org.jspecify.annotations.NullMarked;
