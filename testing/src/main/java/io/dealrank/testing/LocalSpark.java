package io.dealrank.testing;

import org.apache.spark.sql.SparkSession;

/** A Spark session on this machine, for tests and benchmarks: two threads, loopback, no UI, UTC. */
public final class LocalSpark {
  private LocalSpark() {}

  /** To be completed with what the caller needs besides. */
  public static SparkSession.Builder builder(int shufflePartitions) {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        // A machine that stands still for minutes would otherwise lose its only executor.
        .config("spark.network.timeout", "1d")
        .config("spark.sql.broadcastTimeout", "1d")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", shufflePartitions);
  }
}
