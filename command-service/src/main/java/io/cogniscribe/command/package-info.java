/**
 * The command-service: accepts commands, decides them and writes events. It depends on Kafka alone.
 */
@NullMarked
package io.cogniscribe.command;

import org.jspecify.annotations.NullMarked;
