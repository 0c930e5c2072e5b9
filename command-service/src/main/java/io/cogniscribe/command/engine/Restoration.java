package io.cogniscribe.command.engine;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Puts records of the log into a store. */
interface Restoration {

  /** Takes the next record of the partition. */
  void take(ConsumerRecord<byte[], byte[]> record);

  /** How many values wait in memory. */
  int pending();

  /** Writes these into the store. */
  void write();
}
