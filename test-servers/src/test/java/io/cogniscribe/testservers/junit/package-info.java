/** Tests of the servers that tests of all modules use. */
@NullMarked
package io.cogniscribe.testservers.junit;

import org.jspecify.annotations.NullMarked;
