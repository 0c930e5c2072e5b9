package io.cogniscribe.command.engine;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producer of a stream thread. It reports the end of each transaction to the meter. */
final class CountingProducer extends KafkaProducer<byte[], byte[]> {

  private final DecisionMeter decisions;

  CountingProducer(Map<String, Object> config, DecisionMeter decisions) {
    super(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.decisions = decisions;
  }

  /** Discards the counts of the previous producer, whose transaction is aborted. */
  @Override
  public void initTransactions() {
    decisions.aborted();
    super.initTransactions();
  }

  @Override
  public void commitTransaction() {
    try {
      super.commitTransaction();
      decisions.committed();
    } finally {
      // After a failure it is unknown whether the transaction was committed.
      decisions.aborted();
    }
  }

  @Override
  public void abortTransaction() {
    decisions.aborted();
    super.abortTransaction();
  }
}
