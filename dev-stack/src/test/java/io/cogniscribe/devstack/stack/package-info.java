/** Tests of the supervisor with real servers and stand-ins of our services. */
@NullMarked
package io.cogniscribe.devstack.stack;

import org.jspecify.annotations.NullMarked;
