/** How the traffic is planned, sent and counted. */
@NullMarked
package io.cogniscribe.local.traffic;

import org.jspecify.annotations.NullMarked;
