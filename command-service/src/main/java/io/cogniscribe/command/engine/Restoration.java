package io.cogniscribe.command.engine;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Puts records of the log into a store. */
interface Restoration {

  /** Adds the next record of the partition. */
  void take(ConsumerRecord<byte[], byte[]> record);

  /** Returns the number of values that wait in memory. */
  int pending();

  /** Writes the waiting values into the store. */
  void write();
}
