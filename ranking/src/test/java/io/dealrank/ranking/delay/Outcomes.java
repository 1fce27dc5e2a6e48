package io.dealrank.ranking.delay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Impressions of 60 days with outcomes of exponential delay, mean five days. The rate of outcomes
 * doubles in the second half: what the young show differs from what the old did.
 */
final class Outcomes {
  static final Instant END = Instant.parse("2026-03-02T00:00:00Z");
  static final double MEAN_DAYS = 5;
  private static final int DAYS = 60;
  private static final StructType SCHEMA =
      StructType.fromDDL(
          "query_id STRING, listing_id STRING, a DOUBLE, shown_at TIMESTAMP, deal_at TIMESTAMP,"
              + " probability DOUBLE");

  private Outcomes() {}

  /** Impressions; outcomes after the end are in the table. */
  static Dataset<Row> table(SparkSession spark, int count, long seed) {
    Random random = new Random(seed);
    Instant start = END.minus(Duration.ofDays(DAYS));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double day = DAYS * random.nextDouble();
      double a = random.nextGaussian();
      double p = 1 / (1 + Math.exp(1.5 - a - (day > DAYS / 2.0 ? 0.7 : 0)));
      Instant shown = start.plusMillis((long) (day * 86_400_000));
      double delay = -MEAN_DAYS * Math.log(1 - random.nextDouble());
      Instant deal = random.nextDouble() < p ? shown.plusMillis((long) (delay * 86_400_000)) : null;
      rows.add(
          RowFactory.create(
              "q" + i / 10,
              "l" + i,
              a,
              java.sql.Timestamp.from(shown),
              deal == null ? null : java.sql.Timestamp.from(deal),
              p));
    }
    return spark.createDataFrame(rows, SCHEMA).coalesce(2);
  }
}
