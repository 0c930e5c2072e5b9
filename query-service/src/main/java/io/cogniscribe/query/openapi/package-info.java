/** The OpenAPI document of the query-service. */
@NullMarked
package io.cogniscribe.query.openapi;

import org.jspecify.annotations.NullMarked;
