/** What clients may expect of the gateway. */
@NullMarked
package io.cogniscribe.local.gateway;

import org.jspecify.annotations.NullMarked;
