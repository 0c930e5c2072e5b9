/** What the servers promise, tried on real ones. */
@NullMarked
package io.cogniscribe.testservers.server;

import org.jspecify.annotations.NullMarked;
