/**
 * The development stack: servers and services as child processes of one supervisor, and the data
 * folder.
 */
@NullMarked
package io.cogniscribe.devstack.stack;

import org.jspecify.annotations.NullMarked;
