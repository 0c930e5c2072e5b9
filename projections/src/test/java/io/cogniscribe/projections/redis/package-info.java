/** Tests of operator actions on records that are parked in Redis. */
@NullMarked
package io.cogniscribe.projections.redis;

import org.jspecify.annotations.NullMarked;
