/** What the servers promise, tried on real ones. */
@NullMarked
package io.cogniscribe.local.server;

import org.jspecify.annotations.NullMarked;
