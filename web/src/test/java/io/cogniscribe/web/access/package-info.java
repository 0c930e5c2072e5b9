/** What the services' tests need to walk the table of routes. */
@NullMarked
package io.cogniscribe.web.access;

import org.jspecify.annotations.NullMarked;
