/**
 * The environment variables of every service and command-line tool: read, checked and explained in
 * one place; and the start of a service that refuses wrong ones with one line.
 */
@NullMarked
package io.cogniscribe.settings;

import org.jspecify.annotations.NullMarked;
