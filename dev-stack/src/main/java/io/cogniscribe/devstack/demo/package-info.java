/**
 * Traffic for a running stack: accounts, producers, workers, and the comparison of acknowledged
 * writes with the stores.
 */
@NullMarked
package io.cogniscribe.devstack.demo;

import org.jspecify.annotations.NullMarked;
