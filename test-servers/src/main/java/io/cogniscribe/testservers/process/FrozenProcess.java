package io.cogniscribe.testservers.process;

import java.util.List;
import java.util.stream.Stream;

/**
 * A suspended process with all its children, like on a machine that hangs: connections stay open
 * and nothing answers. Closing resumes it.
 */
public final class FrozenProcess implements AutoCloseable {

  private final List<ProcessHandle> processes;

  private FrozenProcess(List<ProcessHandle> processes) {
    this.processes = processes;
  }

  static FrozenProcess of(ProcessHandle process) {
    // The parent first, so that it creates no more children.
    Signal.STOP.send(process);
    List<ProcessHandle> children = process.descendants().toList();
    children.forEach(child -> Signal.STOP.send(child));
    return new FrozenProcess(Stream.concat(children.stream(), Stream.of(process)).toList());
  }

  @Override
  public void close() {
    processes.forEach(process -> Signal.CONT.send(process));
  }
}
