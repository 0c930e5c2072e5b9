/**
 * The common parts of all HTTP services; a service imports {@link
 * io.cogniscribe.web.WebConfiguration}.
 */
@NullMarked
package io.cogniscribe.web;

import org.jspecify.annotations.NullMarked;
