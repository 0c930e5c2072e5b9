/** The launcher's commands for a running stack. */
@NullMarked
package io.cogniscribe.devstack.cli;

import org.jspecify.annotations.NullMarked;
