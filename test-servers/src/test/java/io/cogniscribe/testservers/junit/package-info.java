/** What tests of all modules may rely on. */
@NullMarked
package io.cogniscribe.testservers.junit;

import org.jspecify.annotations.NullMarked;
