/** The description of a service's API for programs (OpenAPI 3.1), made of what the service runs. */
@NullMarked
package io.cogniscribe.web.openapi;

import org.jspecify.annotations.NullMarked;
