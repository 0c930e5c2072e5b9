package io.cogniscribe.testservers.process;

import java.util.List;
import java.util.stream.Stream;

/**
 * A process that stands still with all its children, as on a machine that hangs: its connections
 * stay open and nothing answers. Goes on when this is closed.
 */
public final class FrozenProcess implements AutoCloseable {

  private final List<ProcessHandle> processes;

  private FrozenProcess(List<ProcessHandle> processes) {
    this.processes = processes;
  }

  static FrozenProcess of(ProcessHandle process) {
    // The parent first: after that it makes no more children.
    Signals.send(Signal.STOP, process);
    List<ProcessHandle> children = process.descendants().toList();
    children.forEach(child -> Signals.send(Signal.STOP, child));
    return new FrozenProcess(Stream.concat(children.stream(), Stream.of(process)).toList());
  }

  @Override
  public void close() {
    processes.forEach(process -> Signals.send(Signal.CONT, process));
  }
}
