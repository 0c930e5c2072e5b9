/**
 * Codecs between the domain's records and Avro single-object encoding. No other package uses Avro.
 */
@NullMarked
package io.cogniscribe.wire;

import org.jspecify.annotations.NullMarked;
