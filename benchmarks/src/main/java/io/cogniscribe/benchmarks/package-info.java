/**
 * Measures the product on the machine that it stands on; every figure of the README is one of
 * these.
 */
@NullMarked
package io.cogniscribe.benchmarks;

import org.jspecify.annotations.NullMarked;
