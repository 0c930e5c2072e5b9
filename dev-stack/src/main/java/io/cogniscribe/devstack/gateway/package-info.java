/** One base URL for all clients: a reverse proxy that knows which service answers what. */
@NullMarked
package io.cogniscribe.devstack.gateway;

import org.jspecify.annotations.NullMarked;
