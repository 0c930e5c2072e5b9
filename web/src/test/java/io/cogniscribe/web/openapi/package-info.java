/** What the services' tests need to hold answers against the documents that describe them. */
@NullMarked
package io.cogniscribe.web.openapi;

import org.jspecify.annotations.NullMarked;
