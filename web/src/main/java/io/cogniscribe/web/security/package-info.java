/**
 * Authentication: bearer tokens (JWT, HS256) and API keys, checked on every request, without
 * server-side HTTP sessions or cookies.
 */
@NullMarked
package io.cogniscribe.web.security;

import org.jspecify.annotations.NullMarked;
