/** What the HTTP services share; a service imports {@link io.cogniscribe.web.WebConfiguration}. */
@NullMarked
package io.cogniscribe.web;

import org.jspecify.annotations.NullMarked;
