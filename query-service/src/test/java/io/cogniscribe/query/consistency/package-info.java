/** Tests of waiting reads, without a service. */
@NullMarked
package io.cogniscribe.query.consistency;

import org.jspecify.annotations.NullMarked;
