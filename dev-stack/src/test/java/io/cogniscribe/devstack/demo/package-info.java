/** How the traffic is planned, sent and counted. */
@NullMarked
package io.cogniscribe.devstack.demo;

import org.jspecify.annotations.NullMarked;
