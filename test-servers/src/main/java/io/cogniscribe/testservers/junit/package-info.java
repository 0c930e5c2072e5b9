/**
 * Real servers for the tests of all modules: {@link io.cogniscribe.testservers.junit.RealServers}.
 */
@NullMarked
package io.cogniscribe.testservers.junit;

import org.jspecify.annotations.NullMarked;
