/**
 * Traffic for a running stack: accounts, producers and workers, and the count of what became of it.
 */
@NullMarked
package io.cogniscribe.devstack.demo;

import org.jspecify.annotations.NullMarked;
