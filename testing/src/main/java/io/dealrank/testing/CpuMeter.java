package io.dealrank.testing;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** CPU seconds of this process, compiler and collector included, and wall seconds. */
public record CpuMeter(double cpuSeconds, double wallSeconds) {

  /** What was measured and what it made. */
  public record Measured<T>(T result, CpuMeter meter) {}

  /** Does the work and measures it. */
  public static <T> Measured<T> of(Supplier<T> work) {
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = process.getProcessCpuTime();
    long wall = System.nanoTime();
    T result = work.get();
    return new Measured<>(
        result,
        new CpuMeter((process.getProcessCpuTime() - cpu) / 1e9, (System.nanoTime() - wall) / 1e9));
  }

  /** CPU seconds of the work, printed with its name. */
  public static double printed(String what, Runnable work) {
    CpuMeter taken =
        of(() -> {
              work.run();
              return what;
            })
            .meter();
    System.out.printf("%-20s %s%n", what, taken);
    return taken.cpuSeconds();
  }

  @Override
  public String toString() {
    return "%.1f CPU-s, %.1f s".formatted(cpuSeconds, wallSeconds);
  }
}
