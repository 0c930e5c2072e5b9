/** Real servers for tests of all modules: {@link io.cogniscribe.local.junit.RealServers}. */
@NullMarked
package io.cogniscribe.local.junit;

import org.jspecify.annotations.NullMarked;
