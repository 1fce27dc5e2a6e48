package io.dealrank.features.pointintime;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.sum;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Fits the priors of smoothed rates to all entities as of each midnight, per column and bucket
 * ({@link BetaPrior#fit}). The sums over entities are exact, so the partitions change nothing.
 */
public final class PriorFit {
  /** One row per day, column and bucket with any trial. */
  public static final StructType SCHEMA =
      StructType.fromDDL(
          """
          ds DATE NOT NULL COMMENT 'midnight UTC at its start: trials known before it count',
          column STRING NOT NULL COMMENT 'column of the mart',
          bucket STRING COMMENT 'its bucket; null: all together',
          entities BIGINT NOT NULL COMMENT 'entities with at least one trial',
          trials BIGINT NOT NULL COMMENT 'trials of all of them',
          successes BIGINT NOT NULL COMMENT 'successes of all of them',
          mean DOUBLE NOT NULL COMMENT 'expected rate, 0 to 1',
          strength DOUBLE NOT NULL COMMENT 'weight in trials'
          """);

  static final StructType MOMENTS =
      StructType.fromDDL(
          """
          day BIGINT, column STRING, bucket STRING, entities BIGINT, trials BIGINT,
          successes BIGINT, squared_trials ARRAY<DOUBLE>, squared_successes ARRAY<DOUBLE>
          """);

  private PriorFit() {}

  /** Fits the priors to the moments of all partitions. */
  static Dataset<Row> of(Dataset<Row> moments) {
    return moments
        .groupBy("day", "column", "bucket")
        .agg(
            sum("entities").as("entities"),
            sum("trials").as("trials"),
            sum("successes").as("successes"),
            flatten(collect_list(col("squared_trials"))).as("squared_trials"),
            flatten(collect_list(col("squared_successes"))).as("squared_successes"))
        .mapPartitions((MapPartitionsFunction<Row, Row>) PriorFit::fit, Encoders.row(SCHEMA));
  }

  private static Iterator<Row> fit(Iterator<Row> sums) {
    List<Row> fitted = new ArrayList<>();
    sums.forEachRemaining(row -> fitted.add(fit(row)));
    return fitted.iterator();
  }

  private static Row fit(Row sums) {
    long entities = sums.getAs("entities");
    long trials = sums.getAs("trials");
    long successes = sums.getAs("successes");
    BetaPrior prior =
        BetaPrior.fit(
            entities,
            trials,
            successes,
            exact(sums.getList(sums.fieldIndex("squared_trials"))),
            exact(sums.getList(sums.fieldIndex("squared_successes"))));
    return RowFactory.create(
        LocalDate.ofEpochDay(sums.getAs("day")),
        sums.getAs("column"),
        sums.getAs("bucket"),
        entities,
        trials,
        successes,
        prior.mean(),
        prior.strength());
  }

  private static double exact(List<Double> parts) {
    ExactSum sum = new ExactSum();
    parts.forEach(sum::add);
    return sum.value();
  }
}
