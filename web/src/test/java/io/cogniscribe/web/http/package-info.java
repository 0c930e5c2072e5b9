/** Tests of the rules for every request. */
@NullMarked
package io.cogniscribe.web.http;

import org.jspecify.annotations.NullMarked;
