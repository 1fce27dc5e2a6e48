package io.dealrank.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * The run that holds a lock, as its lock file says.
 *
 * @param command as typed, for example {@code build-marts}
 * @param host name of the machine or container of the driver
 * @param kernel which processes a number can mean: boot and process namespace, because containers
 *     may share the name of a host; empty where the operating system has neither
 * @param pid number of the process
 * @param processStartedAt when the process began, because numbers come back; null: not known
 * @param since when the command began
 */
record LockHolder(
    String command, String host, String kernel, long pid, Instant processStartedAt, Instant since) {
  /** Start times are read from a clock that may be set meanwhile. */
  private static final Duration CLOCK_CHANGE = Duration.ofMinutes(1);

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** This process. */
  static LockHolder self(String command, Instant since) {
    ProcessHandle self = ProcessHandle.current();
    Instant startedAt = self.info().startInstant().orElse(null);
    return new LockHolder(command, hostName(), kernelName(), self.pid(), startedAt, since);
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws JsonProcessingException if it is something else, or only the beginning of it
   */
  static LockHolder parse(String json) throws JsonProcessingException {
    return JSON.readValue(json, LockHolder.class);
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Whether its process number means the same process here as there. */
  boolean isOfThisMachine() {
    return host.equals(hostName()) && kernel.equals(kernelName());
  }

  /** Whether its process, of this machine, is there and is the one that took the lock. */
  boolean isRunning() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(found -> found.info().startInstant().map(this::isStart).orElse(true))
        .orElse(false);
  }

  private boolean isStart(Instant start) {
    return processStartedAt == null
        || Duration.between(processStartedAt, start).abs().compareTo(CLOCK_CHANGE) < 0;
  }

  /** As errors and warnings name it. */
  String described() {
    return command + " (process " + pid + " on " + host + ", since " + since + ")";
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "unknown host";
    }
  }

  private static String kernelName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + " "
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException notLinux) {
      return "";
    }
  }
}
