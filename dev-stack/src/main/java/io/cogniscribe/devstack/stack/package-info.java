/**
 * The whole development stack: servers and services as child processes under one supervisor, and
 * its data folder.
 */
@NullMarked
package io.cogniscribe.devstack.stack;

import org.jspecify.annotations.NullMarked;
