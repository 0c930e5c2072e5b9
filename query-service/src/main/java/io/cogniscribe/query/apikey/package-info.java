/** API keys: checking the key of a request, and listing keys. */
@NullMarked
package io.cogniscribe.query.apikey;

import org.jspecify.annotations.NullMarked;
