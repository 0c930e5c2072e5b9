package io.cogniscribe.replay.rebuild;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Fails when a report belongs to no open step, or when two steps are open at once. */
public final class StrictMeter implements Meter {

  private final AtomicInteger open = new AtomicInteger();
  private final List<String> steps = new CopyOnWriteArrayList<>();
  private final Consumer<String> atBegin;

  public StrictMeter() {
    this(_ -> {});
  }

  /** Creates a meter; {@code atBegin} receives the name of each step that begins. */
  public StrictMeter(Consumer<String> atBegin) {
    this.atBegin = atBegin;
  }

  /** Returns the names of the steps, in the order in which they began. */
  public List<String> steps() {
    return steps;
  }

  @Override
  public Step begin(String name, long total, int partitions) {
    require(open.incrementAndGet() == 1, "another step is open while this begins: " + name);
    steps.add(name);
    atBegin.accept(name);
    return new StrictStep(name);
  }

  private static void require(boolean isSo, String complaint) {
    if (!isSo) {
      throw new IllegalStateException(complaint);
    }
  }

  private final class StrictStep implements Step {

    private final String name;
    private volatile boolean isOver;

    private StrictStep(String name) {
      this.name = name;
    }

    @Override
    public void add(long done, long bytes) {
      require(!isOver && done >= 0 && bytes >= 0, name + " goes on after its end");
    }

    @Override
    public void partitionDone() {
      require(!isOver, name + " goes on after its end");
    }

    @Override
    public void close() {
      require(!isOver, name + " ends twice");
      isOver = true;
      open.decrementAndGet();
    }
  }
}
