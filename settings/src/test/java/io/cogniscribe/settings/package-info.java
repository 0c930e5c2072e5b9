/** Tests of settings, and of a service's start with wrong settings. */
@NullMarked
package io.cogniscribe.settings;

import org.jspecify.annotations.NullMarked;
