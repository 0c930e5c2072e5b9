/** Tests of what holds for every request. */
@NullMarked
package io.cogniscribe.web.http;

import org.jspecify.annotations.NullMarked;
