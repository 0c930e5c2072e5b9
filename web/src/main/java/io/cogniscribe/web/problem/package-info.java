/** Errors over HTTP: problem documents (RFC 9457) with a stable code, whatever went wrong. */
@NullMarked
package io.cogniscribe.web.problem;

import org.jspecify.annotations.NullMarked;
