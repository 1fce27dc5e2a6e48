package io.dealrank.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.Rows;
import io.dealrank.testing.SharedSpark;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class PopularityRankerTest {
  private static final String DDL = "listing_id STRING, won DOUBLE, tried DOUBLE";

  private final PopularityRanker ranker =
      new PopularityRanker().setSuccessesColumn("won").setTrialsColumn("tried").setStrength(4);

  @Test
  void is_the_smoothed_rate(SparkSession spark) {
    Dataset<Row> rows =
        Rows.of(DDL).row("a", "3", "6").row("b", "0", "4").row("c", null, null).in(spark);

    Map<String, Double> scores = Scores.of(ranker.fit(rows), rows);

    double prior = 3.0 / 10;
    assertThat(scores.get("a")).isCloseTo((3 + 4 * prior) / (6 + 4), within(1e-15));
    assertThat(scores.get("b")).isCloseTo((0 + 4 * prior) / (4 + 4), within(1e-15));
    assertThat(scores.get("c")).isCloseTo(prior, within(1e-15));
  }

  @Test
  void counts_that_make_no_sense_are_refused(SparkSession spark) {
    assertThatThrownBy(() -> ranker.fit(Rows.of(DDL).row("a", "3", "2").in(spark)))
        .hasMessageContaining("1 training rows have counts 'won' and 'tried'");
    assertThatThrownBy(() -> ranker.fit(Rows.of(DDL).row("a", "NaN", "NaN").in(spark)))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> ranker.fit(Rows.of(DDL).row("a", "0", "0").in(spark)))
        .hasMessageContaining("sums to 0");
    assertThatThrownBy(() -> ranker.fit(Rows.of(DDL).in(spark)))
        .hasMessageContaining("No training rows");
    assertThatThrownBy(() -> new PopularityRanker().fit(Rows.of(DDL).in(spark)))
        .hasMessageContaining("'successesColumn'");
  }
}
