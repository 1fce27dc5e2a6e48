package io.dealrank.evaluation.backtest;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.SharedSpark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class ControlOrdersTest {
  private static final long SEED = new Random().nextInt(1_000_000);
  private static final ControlOrders CONTROLS = new ControlOrders(7, Conventions.DEFAULT);

  /** The model knows the labels, production half of them. */
  private static Dataset<Row> rankings(SparkSession spark) {
    Random random = new Random(SEED);
    List<Row> rows = new ArrayList<>();
    for (int q = 0; q < 600; q++) {
      int length = 2 + random.nextInt(15);
      for (int k = 1; k <= length; k++) {
        int label = random.nextDouble() < 0.5 / k ? 1 : 0;
        double score = label + random.nextGaussian();
        rows.add(RowFactory.create("q" + q, "s" + q, "l" + k, k, null, label, null, score));
      }
    }
    return spark.createDataFrame(rows, JudgedRankings.SCHEMA);
  }

  private static Map<String, ComparisonRow> compared(Dataset<Row> perQuery) {
    Map<String, ComparisonRow> rows = new HashMap<>();
    Comparison.ofColumns(perQuery, ControlOrders.NAMES, Bootstrap.DEFAULT)
        .collectAsList()
        .forEach(row -> rows.put(row.getAs("metric"), ComparisonRow.from(row)));
    return rows;
  }

  @Test
  void the_results_known_beforehand_come_out(SparkSession spark) {
    Map<String, ComparisonRow> controls = compared(CONTROLS.perQuery(rankings(spark), Layout.ANY));
    ComparisonRow same = controls.get("same_order");
    assertThat(same.absoluteDifference()).isZero();
    assertThat(same.outcomes().ties()).isEqualTo(same.lists());
    assertThat(controls.get("oracle").model()).isEqualTo(1);
    ComparisonRow random = controls.get("random_order");
    assertThat(random.absoluteDifference()).as("seed " + SEED).isCloseTo(0, within(0.06));
    ComparisonRow dealt = controls.get("shuffled_labels");
    assertThat(dealt.absoluteDifference()).as("seed " + SEED).isCloseTo(0, within(0.06));
    assertThat(same.production()).isGreaterThan(random.production() + 0.1);
  }

  @Test
  void a_judge_whose_orders_depend_on_the_layout_would_be_found(SparkSession spark) {
    Dataset<Row> rankings = rankings(spark);
    Dataset<Row> one = CONTROLS.perQuery(rankings.coalesce(1), Layout.ANY).drop("segments");
    Dataset<Row> many =
        CONTROLS.perQuery(rankings.repartition(13, col("listing_id")), Layout.ANY).drop("segments");
    assertThat(one.except(many).isEmpty()).isTrue();
  }
}
