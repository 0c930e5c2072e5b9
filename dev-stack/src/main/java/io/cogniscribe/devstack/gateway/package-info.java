/**
 * The gateway: a reverse proxy with one base URL for all clients, which routes each request to its
 * service.
 */
@NullMarked
package io.cogniscribe.devstack.gateway;

import org.jspecify.annotations.NullMarked;
