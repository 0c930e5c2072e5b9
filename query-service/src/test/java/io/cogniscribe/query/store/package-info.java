/** Tests of the access to Redis, without a service. */
@NullMarked
package io.cogniscribe.query.store;

import org.jspecify.annotations.NullMarked;
