package io.dealrank.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.testing.Rows;
import io.dealrank.testing.SharedSpark;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class ProductionOrderRankerTest {
  @Test
  void the_score_is_minus_the_position_and_no_position_is_last(SparkSession spark) {
    Dataset<Row> rows =
        Rows.of("listing_id STRING, place INT")
            .row("a", "1")
            .row("b", "7")
            .row("c", null)
            .in(spark);

    RankingModel model = new ProductionOrderRanker().setPositionColumn("place").fit(rows);

    assertThat(Scores.of(model, rows))
        .isEqualTo(Map.of("a", -1.0, "b", -7.0, "c", (double) Integer.MIN_VALUE));
    assertThat(model.featureWeights()).isEmpty();
    assertThat(model.summary()).isEmpty();
  }
}
