package io.dealrank.features.benchmark;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** Measures one run of a plan: what the process and the tasks used. */
final class Meter {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final Set<String> HEAP_POOLS =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(MemoryPoolMXBean::getName)
          .collect(Collectors.toSet());

  /**
   * What one run used.
   *
   * @param cpuSeconds CPU of the whole process: tasks, compiler, garbage collector
   * @param executorCpuSeconds CPU of the tasks alone
   * @param wallSeconds from start to end
   * @param shuffleBytes written to shuffle files, compressed
   * @param spillBytes written to disk by sorts and aggregates, compressed
   * @param heapBytes most heap in use after a garbage collection; 0: none took place
   */
  record Reading(
      double cpuSeconds,
      double executorCpuSeconds,
      double wallSeconds,
      long shuffleBytes,
      long spillBytes,
      long heapBytes) {}

  private Meter() {}

  /** Runs once and measures. */
  static Reading measure(SparkSession spark, Runnable run) {
    System.gc();
    Tasks tasks = new Tasks();
    AtomicLong heap = new AtomicLong();
    NotificationListener collections =
        (notification, unused) -> record(notification.getUserData(), heap);
    List<NotificationEmitter> emitters = new ArrayList<>();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      NotificationEmitter emitter = (NotificationEmitter) collector;
      emitter.addNotificationListener(
          collections,
          n ->
              n.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION),
          null);
      emitters.add(emitter);
    }
    spark.sparkContext().addSparkListener(tasks);
    long cpu = PROCESS.getProcessCpuTime();
    long start = System.nanoTime();
    try {
      run.run();
    } finally {
      cpu = PROCESS.getProcessCpuTime() - cpu;
      start = System.nanoTime() - start;
      stop(spark, tasks, emitters, collections);
    }
    return new Reading(
        cpu / 1e9,
        tasks.cpu.get() / 1e9,
        start / 1e9,
        tasks.shuffled.get(),
        tasks.spilled.get(),
        heap.get());
  }

  private static void stop(
      SparkSession spark,
      Tasks tasks,
      List<NotificationEmitter> emitters,
      NotificationListener collections) {
    try {
      spark.sparkContext().listenerBus().waitUntilEmpty();
      for (NotificationEmitter emitter : emitters) {
        emitter.removeNotificationListener(collections);
      }
    } catch (java.util.concurrent.TimeoutException | ListenerNotFoundException failed) {
      throw new IllegalStateException("the run cannot be measured", failed);
    } finally {
      spark.sparkContext().removeSparkListener(tasks);
    }
  }

  private static void record(Object notification, AtomicLong heap) {
    long used =
        GarbageCollectionNotificationInfo.from((CompositeData) notification)
            .getGcInfo()
            .getMemoryUsageAfterGc()
            .entrySet()
            .stream()
            .filter(pool -> HEAP_POOLS.contains(pool.getKey()))
            .mapToLong(pool -> pool.getValue().getUsed())
            .sum();
    heap.accumulateAndGet(used, Math::max);
  }

  private static final class Tasks extends SparkListener {
    private final AtomicLong cpu = new AtomicLong();
    private final AtomicLong shuffled = new AtomicLong();
    private final AtomicLong spilled = new AtomicLong();

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      TaskMetrics metrics = end.taskMetrics();
      if (metrics != null) {
        cpu.addAndGet(metrics.executorCpuTime());
        shuffled.addAndGet(metrics.shuffleWriteMetrics().bytesWritten());
        spilled.addAndGet(metrics.diskBytesSpilled());
      }
    }
  }
}
