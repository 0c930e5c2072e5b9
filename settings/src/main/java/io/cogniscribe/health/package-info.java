/** Readiness of services: background checks, and states that do not flap. */
@NullMarked
package io.cogniscribe.health;

import org.jspecify.annotations.NullMarked;
