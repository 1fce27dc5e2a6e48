package io.dealrank.ranking.benchmark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_seconds;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.testing.Rows;
import io.dealrank.testing.SharedSpark;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class MarketHistoryTest {
  private static final long SEED = new Random().nextLong();
  private static final long CUT = 2_000_000;
  private static final List<String> LATER = List.of("contacted_at", "responded_at", "hired_at");

  /** 600 impressions over 40 days of seconds among few, with outcomes hours to days later. */
  private static Dataset<Row> rows(SparkSession spark) {
    Random random = new Random(SEED);
    List<String> channels = List.of("chat", "masked_phone", "in_app_call");
    Rows rows =
        Rows.of(
            "id INT, candidate_id STRING, employer_id STRING, channel STRING, schedule STRING,"
                + " experience STRING, shown LONG, contacted LONG, responded LONG, hired LONG");
    for (int i = 0; i < 600; i++) {
      long shown = random.nextInt(3_456_000);
      Long contacted = random.nextInt(3) > 0 ? shown + 1 + random.nextInt(7200) : null;
      boolean answered = contacted != null && random.nextInt(3) > 0;
      Long responded = answered ? contacted + 1 + random.nextInt(200_000) : null;
      Long hired = answered && random.nextBoolean() ? responded + random.nextInt(800_000) : null;
      rows.row(
          i,
          "c" + random.nextInt(6),
          "e" + random.nextInt(5),
          channels.get(random.nextInt(3)),
          "s" + random.nextInt(2),
          "x" + random.nextInt(2),
          shown,
          contacted,
          responded,
          hired);
    }
    return rows.in(spark)
        .select(
            col("*"),
            timestamp_seconds(col("shown")).as("shown_at"),
            timestamp_seconds(col("contacted")).as("contacted_at"),
            timestamp_seconds(col("responded")).as("responded_at"),
            timestamp_seconds(col("hired")).as("hired_at"));
  }

  /** Features of the impressions shown before the cut, by id. */
  private static Map<Integer, List<Double>> features(Dataset<Row> rows) {
    List<String> own =
        Arrays.stream(MarketHistory.FEATURES)
            .filter(name -> !List.of(SimulatedImpressions.FEATURES).contains(name))
            .toList();
    Map<Integer, List<Double>> features = new TreeMap<>();
    for (Row row : MarketHistory.add(rows).filter(col("shown").lt(CUT)).collectAsList()) {
      features.put(row.getAs("id"), own.stream().map(name -> row.<Double>getAs(name)).toList());
    }
    return features;
  }

  @Test
  void what_happens_from_an_impression_on_changes_none_of_its_features(SparkSession spark) {
    Dataset<Row> rows = rows(spark).persist();
    Dataset<Row> forgotten = rows.filter(col("shown").lt(CUT));
    Dataset<Row> moved = rows;
    for (String event : LATER) {
      var future = col(event).geq(timestamp_seconds(lit(CUT)));
      forgotten = forgotten.withColumn(event, when(future, null).otherwise(col(event)));
      moved =
          moved.withColumn(
              event,
              when(future.or(col(event).isNull()), timestamp_seconds(lit(CUT)))
                  .otherwise(col(event)));
    }
    Map<Integer, List<Double>> expected = features(rows);
    assertThat(expected).hasSizeGreaterThan(200);
    assertThat(features(forgotten)).as("seed %d", SEED).isEqualTo(expected);
    assertThat(features(moved)).as("seed %d", SEED).isEqualTo(expected);
    long past = 1_500_000;
    Dataset<Row> other =
        rows.withColumn(
            "contacted_at",
            when(col("contacted_at").isNull(), timestamp_seconds(lit(past)))
                .otherwise(col("contacted_at")));
    assertThat(features(other)).as("the past does matter, seed %d", SEED).isNotEqualTo(expected);
    var unused = rows.unpersist();
  }
}
