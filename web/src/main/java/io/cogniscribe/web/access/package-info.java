/** Reads of other people's data, as the services tell each other of them. */
@NullMarked
package io.cogniscribe.web.access;

import org.jspecify.annotations.NullMarked;
