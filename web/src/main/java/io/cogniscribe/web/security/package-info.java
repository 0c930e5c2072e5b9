/** Who calls: bearer tokens (JWT, HS256), checked on every request; no sessions, no cookies. */
@NullMarked
package io.cogniscribe.web.security;

import org.jspecify.annotations.NullMarked;
