/** The command-service: commands in, decided events out, Kafka alone behind it. */
@NullMarked
package io.cogniscribe.command;

import org.jspecify.annotations.NullMarked;
