/** Measures the product on the machine on which it runs. */
@NullMarked
package io.cogniscribe.benchmarks;

import org.jspecify.annotations.NullMarked;
