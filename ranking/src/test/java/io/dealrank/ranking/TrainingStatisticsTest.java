package io.dealrank.ranking;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.Rows;
import io.dealrank.testing.SharedSpark;
import io.dealrank.testing.StartedJobs;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class TrainingStatisticsTest {
  @Test
  void counts_only_labelled_rows_with_weight(SparkSession spark) {
    Dataset<Row> rows =
        Rows.of("label DOUBLE, weight DOUBLE, x DOUBLE")
            .row("1", "1", "1")
            .row("0", "2", "4")
            .row("0", "1", null)
            .row("0", "0", "1000")
            .row(null, "1", "2000")
            .in(spark);

    TrainingStatistics statistics =
        TrainingStatistics.of(rows, col("label"), col("weight"), List.of("x"));

    assertThat(statistics.rows()).isEqualTo(3);
    assertThat(statistics.positives()).isEqualTo(1);
    assertThat(statistics.unlabelled()).isEqualTo(1);
    FeatureStatistics x = statistics.features().get(0);
    assertThat(x).isEqualTo(new FeatureStatistics("x", 3, 2, 0, 1, 4, 2.5, 1.5));
    assertThat(x.terms()).extracting(FeatureTerm::title).containsExactly("x", "x is missing");
    assertThat(x.terms().get(0).fill()).isEqualTo(2.5);
    // values 1, 4 and the fill 2.5: variance (1.5^2 + 1.5^2 + 0) / 3; the indicator is 1 on a third
    assertThat(x.terms().get(0).deviation()).isCloseTo(Math.sqrt(4.5 / 3), within(1e-12));
    assertThat(x.terms().get(1).deviation()).isCloseTo(Math.sqrt(2.0 / 9), within(1e-12));
  }

  @Test
  void counts_values_that_are_not_finite(SparkSession spark) {
    Dataset<Row> rows =
        Rows.of("label DOUBLE, x DOUBLE")
            .row("1", "NaN")
            .row("0", "Infinity")
            .row("0", "-Infinity")
            .row("0", "1")
            .in(spark);

    TrainingStatistics statistics =
        TrainingStatistics.of(rows, col("label"), lit(1.0), List.of("x"));

    assertThat(statistics.features().get(0).notFinite()).isEqualTo(3);
  }

  @Test
  void runs_as_many_jobs_for_forty_features_as_for_one(SparkSession spark) throws Exception {
    Dataset<Row> rows =
        spark
            .range(10)
            .toDF("label")
            .withColumns(
                IntStream.range(0, 40)
                    .boxed()
                    .collect(Collectors.toMap(i -> "x" + i, i -> (Column) lit((double) i))));
    List<String> names = IntStream.range(0, 40).mapToObj(i -> "x" + i).toList();

    assertThat(jobs(spark, rows, names)).isEqualTo(jobs(spark, rows, names.subList(0, 1)));
  }

  private static int jobs(SparkSession spark, Dataset<Row> rows, List<String> columns)
      throws Exception {
    return StartedJobs.during(
        spark, () -> TrainingStatistics.of(rows, col("label").cast("double"), lit(1.0), columns));
  }
}
