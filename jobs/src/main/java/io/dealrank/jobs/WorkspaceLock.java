package io.dealrank.jobs;

import io.dealrank.features.DealrankException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The right to write into a workspace, which one run at a time has.
 *
 * <p>Whoever wants it writes a {@link LockFile} of its own and then lists all of them. It has the
 * right once a listing shows no file of another living run; otherwise it removes its own. <b>Two
 * cannot have it at once</b>: of their two files one was there first, so the other's listing showed
 * it. No name is written by two runs, and a dead run's file may be removed by any number of them,
 * so nothing is asked of the file system but that a listing shows what was written before it: no
 * atomic creation, no rename. Local disks, HDFS and the object stores do that.
 *
 * <p>Of several that ask at the same instant and see each other, the one of the lowest token gets
 * it: the others yield to it, and it waits for that, at most {@link #PATIENCE}.
 */
final class WorkspaceLock implements AutoCloseable {
  static final String THREAD = "dealrank-lock-heartbeat";

  private static final Duration BEAT = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final FileSystem files;
  private final Path folder;
  private final LockFile own;
  private final List<String> takenOver = new ArrayList<>();
  private final ScheduledExecutorService heartbeat =
      Executors.newSingleThreadScheduledExecutor(WorkspaceLock::daemon);
  private boolean closed;

  private WorkspaceLock(FileSystem files, Path folder, LockHolder self) throws IOException {
    this.files = files;
    this.folder = folder;
    this.own = LockFile.write(files, LockFile.path(folder, UUID.randomUUID().toString()), self);
  }

  /**
   * Takes the lock of a workspace.
   *
   * @param workspace its folder; created if it is not there
   * @param self this run
   * @throws DealrankException if another run holds it
   */
  static WorkspaceLock take(String workspace, Configuration configuration, LockHolder self) {
    try {
      Path folder = new Path(workspace);
      WorkspaceLock lock = new WorkspaceLock(folder.getFileSystem(configuration), folder, self);
      boolean taken = false;
      try {
        lock.waitUntilAlone();
        taken = true;
      } finally {
        if (!taken) {
          lock.close();
        }
      }
      lock.beat();
      long pause = BEAT.toMillis();
      var unused =
          lock.heartbeat.scheduleWithFixedDelay(lock::beat, pause, pause, TimeUnit.MILLISECONDS);
      return lock;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The dead runs whose locks it removed. */
  List<String> takenOver() {
    return takenOver;
  }

  /**
   * Makes sure that the lock was not lost, as it may be when this machine was suspended.
   *
   * @throws DealrankException if it was
   */
  void requireHeld() {
    try {
      if (!files.exists(own.path())) {
        throw new DealrankException(
            "this run lost its lock " + own.path() + ".",
            "It was deleted, or another run took this one for dead after "
                + LockFile.SILENCE.toMinutes()
                + " minutes without a sign of life; both may have written into the workspace.",
            "Wait until no run is at work on the workspace, then run this command again.");
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Gives a sign of life; the heartbeat's thread does it every minute. */
  synchronized void beat() {
    try {
      if (!closed && files.exists(own.path())) {
        own.beat(files);
      }
    } catch (IOException | RuntimeException missed) {
      // The next may succeed: only several in a row cost the lock, and then requireHeld tells.
    }
  }

  /** Gives the lock back. */
  @Override
  public synchronized void close() {
    closed = true;
    heartbeat.shutdownNow();
    try {
      boolean unused = own.remove(files);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void waitUntilAlone() throws IOException {
    Instant giveUp = Instant.now().plus(PATIENCE);
    while (true) {
      List<LockFile> others = new ArrayList<>(LockFile.list(files, folder));
      others.removeIf(other -> other.path().equals(own.path()));
      List<LockFile> living = others.stream().filter(o -> o.isAlive(own.writtenAt())).toList();
      if (living.isEmpty()) {
        for (LockFile dead : others) {
          if (dead.remove(files)) {
            takenOver.add(dead.described());
          }
        }
        return;
      }
      boolean late = Instant.now().isAfter(giveUp);
      for (LockFile other : living) {
        if (other.isHeld() || other.path().compareTo(own.path()) < 0 || late) {
          throw refused(other);
        }
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private DealrankException refused(LockFile living) {
    return new DealrankException(
        "workspace " + folder + " is in use by " + living.described() + ".",
        "Two runs at once would replace each other's tables. The other's last sign of life was at "
            + living.lastSign()
            + ".",
        "Run again when it has ended. If it was killed, its lock is taken over: at once on its own"
            + " host, elsewhere "
            + LockFile.SILENCE.toMinutes()
            + " minutes after its last sign of life. If it is certainly gone, delete "
            + living.path()
            + ".");
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, THREAD);
    thread.setDaemon(true);
    return thread;
  }
}
