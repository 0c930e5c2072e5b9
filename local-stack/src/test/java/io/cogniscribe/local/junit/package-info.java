/** What tests of all modules may rely on. */
@NullMarked
package io.cogniscribe.local.junit;

import org.jspecify.annotations.NullMarked;
