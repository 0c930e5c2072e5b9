/** Tests of the gateway and of the contract of proxies. */
@NullMarked
package io.cogniscribe.devstack.gateway;

import org.jspecify.annotations.NullMarked;
