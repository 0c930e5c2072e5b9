/** Tests of planning, sending and counting the traffic. */
@NullMarked
package io.cogniscribe.devstack.demo;

import org.jspecify.annotations.NullMarked;
