/** What holds for every request: an id, a largest body, and what a service decides for itself. */
@NullMarked
package io.cogniscribe.web.http;

import org.jspecify.annotations.NullMarked;
