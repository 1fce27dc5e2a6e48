package io.dealrank.jobs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A lock file of a workspace as it was found: {@code LOCK-<token>}, written once by a run that asks
 * for the lock, and {@code LOCK-<token>.heartbeat}, written as soon as it has it and renewed while
 * it has it.
 *
 * @param path of {@code LOCK-<token>}
 * @param holder the run that wrote it; null if it cannot be read, because it is being written or
 *     its run was killed over that
 * @param writtenAt when it was written, by the clock of the file system
 * @param beatAt when the heartbeat was written last, by the same clock; null: its run has only
 *     asked
 */
record LockFile(Path path, LockHolder holder, Instant writtenAt, Instant beatAt) {
  /** How long a run of another machine may be silent before it is taken for dead. */
  static final Duration SILENCE = Duration.ofMinutes(5);

  private static final String NAME = "LOCK-";
  private static final String HEARTBEAT = ".heartbeat";

  /** Where the lock file with a token lies. */
  static Path path(Path folder, String token) {
    return new Path(folder, NAME + token);
  }

  /** The lock files in a folder, by token. */
  static List<LockFile> list(FileSystem files, Path folder) throws IOException {
    FileStatus[] found = files.listStatus(folder, path -> path.getName().startsWith(NAME));
    Map<String, Instant> times = new HashMap<>();
    for (FileStatus status : found) {
      times.put(status.getPath().getName(), Instant.ofEpochMilli(status.getModificationTime()));
    }
    List<LockFile> locks = new ArrayList<>();
    for (FileStatus status : found) {
      String name = status.getPath().getName();
      if (!name.endsWith(HEARTBEAT)) {
        Path path = new Path(folder, name);
        try {
          LockHolder holder = read(files, path);
          locks.add(new LockFile(path, holder, times.get(name), times.get(name + HEARTBEAT)));
        } catch (FileNotFoundException removed) {
          // Its run ended after the listing.
        }
      }
    }
    locks.sort(Comparator.comparing(LockFile::path));
    return locks;
  }

  /** Writes a new lock file. */
  static LockFile write(FileSystem files, Path path, LockHolder holder) throws IOException {
    write(files, path, holder.json(), false);
    Instant at = Instant.ofEpochMilli(files.getFileStatus(path).getModificationTime());
    return new LockFile(path, holder, at, null);
  }

  /** Writes the heartbeat. */
  void beat(FileSystem files) throws IOException {
    write(files, path.suffix(HEARTBEAT), Instant.now().toString(), true);
  }

  /** Removes the file; false if it was not there. */
  boolean remove(FileSystem files) throws IOException {
    files.delete(path.suffix(HEARTBEAT), false);
    return files.delete(path, false);
  }

  /** Whether its run has the lock, if it lives; else it has only asked for it. */
  boolean isHeld() {
    return beatAt != null;
  }

  /** When its run last gave a sign of life. */
  Instant lastSign() {
    return beatAt == null ? writtenAt : beatAt;
  }

  /**
   * Whether its run lives: of this machine, if its process does; of another, if it was not silent
   * for {@link #SILENCE}.
   *
   * @param now by the clock of the file system
   */
  boolean isAlive(Instant now) {
    return holder != null && holder.isOfThisMachine()
        ? holder.isRunning()
        : lastSign().plus(SILENCE).isAfter(now);
  }

  /** Its run, as errors and warnings name it. */
  String described() {
    return holder == null ? "a run that did not write its name" : holder.described();
  }

  private static LockHolder read(FileSystem files, Path path) throws FileNotFoundException {
    try (FSDataInputStream in = files.open(path)) {
      return LockHolder.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException removed) {
      throw removed;
    } catch (IOException halfWritten) {
      return null;
    }
  }

  private static void write(FileSystem files, Path path, String text, boolean overwrite)
      throws IOException {
    try (FSDataOutputStream out = files.create(path, overwrite)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
