/** Tests of the embedded servers with real ones. */
@NullMarked
package io.cogniscribe.testservers.server;

import org.jspecify.annotations.NullMarked;
