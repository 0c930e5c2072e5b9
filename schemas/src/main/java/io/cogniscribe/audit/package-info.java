/** The audit aggregate type: the actor, the resource and the result of each action. */
@NullMarked
package io.cogniscribe.audit;

import org.jspecify.annotations.NullMarked;
