/** Tests of the command line. */
@NullMarked
package io.cogniscribe.devstack.cli;

import org.jspecify.annotations.NullMarked;
