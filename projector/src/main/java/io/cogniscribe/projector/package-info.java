/** The projector: folds the log into PostgreSQL and Redis, and looks after the tables. */
@NullMarked
package io.cogniscribe.projector;

import org.jspecify.annotations.NullMarked;
