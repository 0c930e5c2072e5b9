/** The API key projection: the table in which requests look up API keys. */
@NullMarked
package io.cogniscribe.projections.apikey;

import org.jspecify.annotations.NullMarked;
