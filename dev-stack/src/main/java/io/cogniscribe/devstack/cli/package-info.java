/** The commands of the launcher that concern a running stack. */
@NullMarked
package io.cogniscribe.devstack.cli;

import org.jspecify.annotations.NullMarked;
