package io.cogniscribe.devstack.stack;

import io.cogniscribe.testservers.process.ProcessLauncher;
import io.cogniscribe.testservers.process.Program;
import io.cogniscribe.testservers.process.ProgramFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Starts the programs of a stack in order, keeps them running, and stops them in reverse order. */
public final class Supervisor implements AutoCloseable {

  private final ProcessLauncher launcher = new ProcessLauncher();
  private final StackPrograms programs;
  private final Journal journal;
  private final List<Supervised> servers = new ArrayList<>();
  private final List<Supervised> services = new ArrayList<>();
  private boolean closed;

  public Supervisor(StackPrograms programs, Journal journal) {
    this.programs = programs;
    this.journal = journal;
  }

  /**
   * Starts all servers, then all services, and returns when all are ready.
   *
   * @throws ProgramFailed when one does not start; {@link #close} stops those that run
   */
  public void start() {
    startServers();
    startAll(programs.services(), services);
  }

  /**
   * Starts only the servers.
   *
   * @throws ProgramFailed as {@link #start} does
   */
  public void startServers() {
    startAll(programs.servers(), servers);
  }

  /** Stops the services, then the servers, and returns when all have ended. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    stopAll(services);
    stopAll(servers);
    launcher.close();
  }

  private void startAll(List<Program> wanted, List<Supervised> running) {
    List<CompletableFuture<Void>> ready = new ArrayList<>();
    synchronized (this) {
      if (closed) {
        throw new ProgramFailed("stopped while starting");
      }
      for (Program program : wanted) {
        Supervised supervised = new Supervised(program, launcher, journal);
        running.add(supervised);
        ready.add(supervised.start());
      }
    }
    try {
      failFast(ready).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof ProgramFailed failed ? failed : e;
    }
  }

  /** Completes when all are complete, or as soon as one fails. */
  private static CompletableFuture<Void> failFast(List<CompletableFuture<Void>> all) {
    CompletableFuture<Void> done = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    all.forEach(each ->
        each.exceptionally(failure -> {
          done.completeExceptionally(failure);
          return null;
        }));
    return done;
  }

  private static void stopAll(List<Supervised> running) {
    // join() also waits when this thread is interrupted, because nobody else would stop them.
    CompletableFuture.allOf(
            running.stream()
                .map(each -> CompletableFuture.runAsync(each::stop, Thread::startVirtualThread))
                .toArray(CompletableFuture[]::new))
        .join();
  }
}
