package io.dealrank.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Writes of several tables at a time: a commit is mostly waiting. */
final class ConcurrentWrites {
  private static final int WRITERS = 3;

  private ConcurrentWrites() {}

  /**
   * Runs all writes; returns when the last one is done.
   *
   * @throws RuntimeException the failure of the first write, in their order, that failed; the
   *     others were still tried
   */
  static void run(List<Runnable> writes) {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<?>> running = new ArrayList<>();
      writes.forEach(write -> running.add(threads.submit(write)));
      RuntimeException failure = null;
      for (Future<?> write : running) {
        try {
          write.get();
        } catch (ExecutionException failed) {
          failure = failure == null ? unchecked(failed.getCause()) : failure;
        }
      }
      if (failure != null) {
        throw failure;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while tables were written", interrupted);
    } finally {
      threads.shutdownNow();
    }
  }

  private static RuntimeException unchecked(Throwable cause) {
    return cause instanceof RuntimeException runtime
        ? runtime
        : new IllegalStateException(cause.getMessage(), cause);
  }
}
