package io.cogniscribe.projector.replay;

/** Learns how far a replay is; called by several threads. */
public interface Meter {

  /** A step begins that has so many offsets to read, or rows to compare. */
  void begin(String step, long total);

  /** More of it is done. */
  void add(long done, long bytes);

  /** The step is over. */
  void end();

  /** Tells nobody. */
  Meter SILENT =
      new Meter() {
        @Override
        public void begin(String step, long total) {}

        @Override
        public void add(long done, long bytes) {}

        @Override
        public void end() {}
      };
}
