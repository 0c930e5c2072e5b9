/** What settings accept and refuse, and how a service says so. */
@NullMarked
package io.cogniscribe.settings;

import org.jspecify.annotations.NullMarked;
