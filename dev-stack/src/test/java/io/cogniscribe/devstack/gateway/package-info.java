/** What clients may expect of the gateway. */
@NullMarked
package io.cogniscribe.devstack.gateway;

import org.jspecify.annotations.NullMarked;
