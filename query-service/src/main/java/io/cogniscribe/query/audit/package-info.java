/** The audit log, for the users whose data it concerns and for operators. */
@NullMarked
package io.cogniscribe.query.audit;

import org.jspecify.annotations.NullMarked;
