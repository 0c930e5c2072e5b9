/** Support for the services' tests of the access table. */
@NullMarked
package io.cogniscribe.web.access;

import org.jspecify.annotations.NullMarked;
