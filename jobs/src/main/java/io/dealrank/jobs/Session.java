package io.dealrank.jobs;

import org.apache.spark.sql.SparkSession;

/**
 * The Spark session of a job: what dealrank's results depend on is set here, the rest is conf's.
 */
final class Session {
  private Session() {}

  static SparkSession start(boolean verbose) {
    SparkSession spark =
        SparkSession.builder()
            .appName("dealrank")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.datetime.java8API.enabled", "true")
            .config("spark.sql.ansi.enabled", "true")
            // HotSpot interprets methods above 8,000 bytes: rows of many columns took twice the
            // time.
            .config("spark.sql.codegen.hugeMethodLimit", "8000")
            .getOrCreate();
    // A failed task is told once, by the command; Spark would log it with every retry.
    spark.sparkContext().setLogLevel(verbose ? "INFO" : "OFF");
    return spark;
  }
}
