/** The OpenAPI 3.1 description of a service's API, generated from the running service. */
@NullMarked
package io.cogniscribe.web.openapi;

import org.jspecify.annotations.NullMarked;
