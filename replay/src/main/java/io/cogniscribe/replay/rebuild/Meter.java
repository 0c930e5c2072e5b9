package io.cogniscribe.replay.rebuild;

/** Learns how far a replay is. */
public interface Meter {

  /**
   * A step begins. It lasts until it is closed, whether or not it came to its end.
   *
   * @param name for people
   * @param total how many offsets there are to read, or rows to compare
   * @param partitions how many partitions they are in; 0 where nobody asks for them
   */
  Step begin(String name, long total, int partitions);

  /** The same of what has no partitions. */
  default Step begin(String name, long total) {
    return begin(name, total, 0);
  }

  /** A step under way; told by several threads how far it is. */
  interface Step extends AutoCloseable {

    /** More of it is done. */
    void add(long done, long bytes);

    /** One more of its partitions is done. */
    void partitionDone();

    /** The step is over. */
    @Override
    void close();

    /** Of work that is too short to be worth a step, or that nobody waits for. */
    Step UNTOLD =
        new Step() {
          @Override
          public void add(long done, long bytes) {}

          @Override
          public void partitionDone() {}

          @Override
          public void close() {}
        };
  }

  /** Tells nobody. */
  Meter SILENT = (_, _, _) -> Step.UNTOLD;
}
