package io.dealrank.jobs;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session of a job: what dealrank's results depend on is set here, the rest is conf's.
 */
final class Session {
  private Session() {}

  static SparkSession start(boolean verbose) {
    SparkSession.Builder builder =
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
            .config("spark.sql.codegen.hugeMethodLimit", "8000");
    SparkConf submitted = new SparkConf();
    if (submitted.get("spark.master", "").startsWith("local")) {
      // A laptop that sleeps for two minutes would lose its only executor, and Spark's exit 56
      // follows ten minutes later.
      for (String timeout : List.of("spark.network.timeout", "spark.sql.broadcastTimeout")) {
        builder = builder.config(timeout, submitted.get(timeout, "1d"));
      }
    }
    SparkSession spark = builder.getOrCreate();
    // A failed task is told once, by the command; Spark would log it with every retry.
    spark.sparkContext().setLogLevel(verbose ? "INFO" : "OFF");
    return spark;
  }
}
