/** Readiness of services: checks in the background, and states that do not flap. */
@NullMarked
package io.cogniscribe.health;

import org.jspecify.annotations.NullMarked;
