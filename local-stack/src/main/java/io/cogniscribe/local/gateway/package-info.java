/** One base URL for all clients: a reverse proxy that knows which service answers what. */
@NullMarked
package io.cogniscribe.local.gateway;

import org.jspecify.annotations.NullMarked;
