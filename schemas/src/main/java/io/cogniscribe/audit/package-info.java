/** The audit aggregate type: who did what to which resource, and how it ended. */
@NullMarked
package io.cogniscribe.audit;

import org.jspecify.annotations.NullMarked;
