package io.dealrank.evaluation.benchmark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.dealrank.evaluation.simulator.Marketplace;
import io.dealrank.evaluation.simulator.Simulation;
import io.dealrank.evaluation.simulator.Table;
import java.time.Duration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Impressions of resumes in a simulated marketplace whose outcomes have all come. */
final class SettledImpressions {
  static final String[] KEY = {"query_id", "resume_id"};

  private static final Duration OUTCOMES = Duration.ofDays(25);

  private SettledImpressions() {}

  /** A marketplace, simulated once for all its tables. */
  static Simulation simulation(SparkSession spark, Marketplace marketplace) {
    return new Simulation(Simulation.run(spark, marketplace).rows().localCheckpoint());
  }

  /** With {@code channel} and {@code hired_at} of the contact; null: none, not hired. */
  static Dataset<Row> of(Simulation simulation, Marketplace marketplace) {
    return simulation
        .table(Table.IMPRESSIONS)
        .where(col("queried_at").lt(lit(marketplace.end().minus(OUTCOMES))))
        .join(
            simulation.table(Table.CONTACTS).select("query_id", "resume_id", "hired_at", "channel"),
            KEY,
            "left");
  }
}
