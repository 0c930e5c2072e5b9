/**
 * Codecs between the domain's records and Avro single-object encoding; the only place that knows
 * Avro.
 */
@NullMarked
package io.cogniscribe.wire;

import org.jspecify.annotations.NullMarked;
