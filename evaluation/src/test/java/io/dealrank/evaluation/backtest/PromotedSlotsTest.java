package io.dealrank.evaluation.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.SharedSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class PromotedSlotsTest {
  private static final long SEED = new Random().nextInt(1_000_000);

  @Test
  void promoted_listings_stand_in_their_slots_and_the_rest_keeps_its_order() {
    int[] organic = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    int[] byBid = {9, 0, 5, 1, 2, 3, 4, 6, 7, 8};
    assertThat(PromotedSlots.mixed(organic, byBid, 0)).containsExactly(organic);
    assertThat(PromotedSlots.mixed(organic, byBid, 0.1))
        .containsExactly(9, 0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(PromotedSlots.mixed(organic, byBid, 0.2))
        .containsExactly(9, 1, 2, 3, 4, 0, 5, 6, 7, 8);
    assertThat(PromotedSlots.mixed(organic, byBid, 0.3))
        .containsExactly(9, 1, 2, 0, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void every_mix_is_a_permutation() {
    Random random = new Random(SEED);
    for (int i = 0; i < 1000; i++) {
      int n = 1 + random.nextInt(40);
      int[] organic = shuffled(n, random);
      int[] mixed = PromotedSlots.mixed(organic, shuffled(n, random), 0.99 * random.nextDouble());
      assertThat(Arrays.stream(mixed).sorted())
          .as("seed " + SEED)
          .containsExactlyElementsOf(IntStream.range(0, n).boxed().toList());
    }
  }

  private static int[] shuffled(int n, Random random) {
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    java.util.Collections.shuffle(numbers, random);
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  @Test
  void without_paid_slots_it_is_the_metric_and_with_more_of_them_less_is_left(SparkSession spark) {
    Random random = new Random(SEED);
    List<Row> rows = new ArrayList<>();
    for (int q = 0; q < 500; q++) {
      for (int k = 1; k <= 20; k++) {
        int label = random.nextDouble() < 0.1 ? 1 : 0;
        double score = label + 0.5 * random.nextGaussian();
        rows.add(RowFactory.create("q" + q, "s", "l" + k, k, null, label, null, score, null));
      }
    }
    Dataset<Row> rankings =
        spark.createDataFrame(rows, JudgedRankings.SCHEMA.add(PromotedSlots.BID, "double"));
    PromotedSlots slots = new PromotedSlots(PromotedSlots.SHARES, 3, Conventions.DEFAULT);
    Map<String, ComparisonRow> left = new HashMap<>();
    Comparison.ofColumns(slots.perQuery(rankings, Layout.ANY), slots.names(), Bootstrap.DEFAULT)
        .collectAsList()
        .forEach(row -> left.put(row.getAs("metric"), ComparisonRow.from(row)));
    List<BacktestMetric> metrics = List.of(BacktestMetric.of("ndcg_10"));
    ComparisonRow organic =
        ComparisonRow.from(
            Comparison.of(
                    PerQuery.of(rankings, metrics, Conventions.DEFAULT), metrics, Bootstrap.DEFAULT)
                .head());
    assertThat(left.get("promoted_0").model()).isCloseTo(organic.model(), within(1e-12));
    assertThat(left.get("promoted_0").production()).isCloseTo(organic.production(), within(1e-12));
    assertThat(left.get("promoted_30").relativeUplift())
        .as("seed " + SEED)
        .isPositive()
        .isLessThan(left.get("promoted_10").relativeUplift());
    assertThat(left.get("promoted_10").relativeUplift())
        .isLessThan(left.get("promoted_0").relativeUplift());
  }

  @Test
  void a_share_outside_is_refused() {
    assertThatThrownBy(() -> new PromotedSlots(List.of(1.0), 1, Conventions.DEFAULT))
        .hasMessageContaining("1.0");
  }
}
