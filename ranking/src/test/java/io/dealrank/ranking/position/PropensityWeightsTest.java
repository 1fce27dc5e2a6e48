package io.dealrank.ranking.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.SharedSpark;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class PropensityWeightsTest {
  private static final PropensityWeights WEIGHTS = new PropensityWeights("label", "e", 5);

  private static Dataset<Row> table(SparkSession spark) {
    return spark.createDataFrame(
        List.of(
            RowFactory.create(1, 1.0),
            RowFactory.create(1, 0.5),
            RowFactory.create(1, 0.1),
            RowFactory.create(0, 0.1),
            RowFactory.create(null, 0.1),
            RowFactory.create(0, null)),
        StructType.fromDDL("label INT, e DOUBLE"));
  }

  @Test
  void positives_weigh_the_inverse_up_to_the_bound_and_the_rest_one(SparkSession spark) {
    List<Row> rows = WEIGHTS.add(table(spark), "w").select("w").collectAsList();
    assertThat(rows.stream().map(row -> row.get(0))).containsExactly(1.0, 2.0, 5.0, 1.0, 1.0, null);
  }

  @Test
  void the_summary_counts_positives(SparkSession spark) {
    WeightSummary summary = WEIGHTS.summary(table(spark));
    assertThat(summary.positives()).isEqualTo(3);
    assertThat(summary.largest()).isEqualTo(5);
    assertThat(summary.clipped()).isEqualTo(1);
    assertThat(summary.clippedShare()).isEqualTo(1 / 3.0);
    // (1 + 2 + 5)^2 / (1 + 4 + 25)
    assertThat(summary.effectiveSampleSize()).isCloseTo(64 / 30.0, within(1e-12));
    assertThat(summary.effectiveShare()).isCloseTo(64 / 90.0, within(1e-12));
  }

  @Test
  void without_positives_the_summary_is_undefined(SparkSession spark) {
    WeightSummary summary = WEIGHTS.summary(table(spark).filter("label = 0"));
    assertThat(summary.positives()).isZero();
    assertThat(summary.largest()).isNaN();
    assertThat(summary.effectiveShare()).isNaN();
    assertThatThrownBy(() -> new PropensityWeights("label", "e", 0.5))
        .hasMessageContaining("maxWeight must be at least 1, was 0.5");
  }
}
