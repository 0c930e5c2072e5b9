/** Rules for every request: its id, its client's address, and the limits of its body. */
@NullMarked
package io.cogniscribe.web.http;

import org.jspecify.annotations.NullMarked;
