/** Support for the services' tests of their OpenAPI documents. */
@NullMarked
package io.cogniscribe.web.openapi;

import org.jspecify.annotations.NullMarked;
