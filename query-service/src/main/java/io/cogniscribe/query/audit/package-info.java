/** The audit trail, as those see it whose data it concerns. */
@NullMarked
package io.cogniscribe.query.audit;

import org.jspecify.annotations.NullMarked;
