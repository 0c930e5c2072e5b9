package io.cogniscribe.command.account;

import io.cogniscribe.command.engine.LogUnavailableException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A slow action that many threads wait for. It runs once at a time. All callers that arrive during
 * a run share the next one, so that every caller gets a run that began after its call, and waits
 * for at most two runs.
 */
final class SharedRun {

  private final Runnable action;
  private final ReentrantLock turn = new ReentrantLock();

  /** The next run, which has not begun and which new callers share. */
  private @Nullable FutureTask<Boolean> next;

  SharedRun(Runnable action) {
    this.action = action;
  }

  /**
   * Returns after a run that began after the call.
   *
   * @throws LogUnavailableException when the run failed, or the wait was interrupted
   */
  void await() {
    FutureTask<Boolean> shared;
    boolean isFirst;
    synchronized (this) {
      FutureTask<Boolean> waiting = next;
      isFirst = waiting == null;
      shared = waiting == null ? new FutureTask<>(action, true) : waiting;
      next = shared;
    }
    if (isFirst) {
      run(shared);
    }
    try {
      shared.get();
    } catch (ExecutionException e) {
      throw new LogUnavailableException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException(e);
    }
  }

  private void run(FutureTask<Boolean> shared) {
    turn.lock();
    try {
      begin();
      shared.run();
    } finally {
      turn.unlock();
    }
  }

  private synchronized void begin() {
    next = null;
  }
}
