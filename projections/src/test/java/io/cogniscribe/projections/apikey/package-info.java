/** Tests of the API key projection. */
@NullMarked
package io.cogniscribe.projections.apikey;

import org.jspecify.annotations.NullMarked;
