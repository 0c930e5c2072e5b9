/** Tests of how tokens are verified. */
@NullMarked
package io.cogniscribe.web.security;

import org.jspecify.annotations.NullMarked;
