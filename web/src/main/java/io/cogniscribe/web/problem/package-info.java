/** Errors over HTTP: problem documents (RFC 9457) with a stable code. */
@NullMarked
package io.cogniscribe.web.problem;

import org.jspecify.annotations.NullMarked;
