package io.dealrank.evaluation.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.exposure.Concentration;
import io.dealrank.evaluation.exposure.Coverage;
import io.dealrank.evaluation.exposure.ValueCounts;
import io.dealrank.testing.SharedSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class TopExposureTest {
  private static final long SEED = new Random().nextInt(1_000_000);
  private static final int LISTINGS = 80;
  private static final int LISTS = 60;
  private static final int K = 3;

  @Test
  void counts_and_coverage_equal_those_of_arrays(SparkSession spark) {
    Random random = new Random(SEED);
    List<Row> rows = new ArrayList<>();
    int[][] shown = new int[LISTS][];
    int[][] ranked = new int[LISTS][];
    boolean[][] shownNew = new boolean[LISTS][];
    boolean[][] rankedNew = new boolean[LISTS][];
    double[] productionTop = new double[LISTINGS];
    double[] modelTop = new double[LISTINGS];
    double[] outcomes = new double[LISTINGS];
    boolean[] any = new boolean[LISTINGS];
    for (int q = 0; q < LISTS; q++) {
      int n = 1 + random.nextInt(9);
      List<Integer> list =
          random.ints(0, LISTINGS / 2 + q % 2 * 20).distinct().limit(n).boxed().toList();
      double[] scores = random.doubles(n).toArray();
      boolean[] isNew = new boolean[LISTINGS];
      list.forEach(listing -> isNew[listing] = random.nextInt(4) == 0);
      for (int i = 0; i < n; i++) {
        int label = random.nextInt(3) == 0 ? 1 : 0;
        any[list.get(i)] = true;
        outcomes[list.get(i)] += label;
        productionTop[list.get(i)] += i < K ? 1 : 0;
        rows.add(
            RowFactory.create(
                "q" + q,
                "s",
                "l" + list.get(i),
                i + 1,
                null,
                label,
                null,
                scores[i],
                isNew[list.get(i)] ? 1.0 : null));
      }
      shown[q] = list.stream().mapToInt(i -> i).toArray();
      int[] order = RankedScores.descending(scores).order();
      ranked[q] = Arrays.stream(order).map(list::get).toArray();
      Arrays.stream(ranked[q]).limit(K).forEach(listing -> modelTop[listing]++);
      shownNew[q] = marks(shown[q], isNew);
      rankedNew[q] = marks(ranked[q], isNew);
    }
    Dataset<Row> rankings =
        spark.createDataFrame(
            rows, JudgedRankings.SCHEMA.add(TopExposure.IS_NEW, DataTypes.DoubleType));
    Dataset<Row> byListing = new TopExposure(K).byListing(rankings, Layout.ANY).localCheckpoint();
    List<Row> counts = TopExposure.counts(byListing).collectAsList();
    Map<String, double[]> expected =
        Map.of("production_top", productionTop, "model_top", modelTop, "outcomes", outcomes);
    for (String quantity : TopExposure.QUANTITIES) {
      Concentration found = TopExposure.of(quantity, counts).concentration();
      assertSame(found, Concentration.of(of(expected.get(quantity), any)));
    }
    int listings = of(outcomes, any).length;
    TopExposure.Both coverage = TopExposure.coverage(byListing);
    assertSame(coverage.production(), Coverage.at(K, shown, shownNew, LISTINGS), listings);
    assertSame(coverage.model(), Coverage.at(K, ranked, rankedNew, LISTINGS), listings);
  }

  private static boolean[] marks(int[] list, boolean[] isNew) {
    boolean[] marks = new boolean[list.length];
    for (int i = 0; i < marks.length; i++) {
      marks[i] = isNew[list[i]];
    }
    return marks;
  }

  private static double[] of(double[] values, boolean[] any) {
    List<Double> shown = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (any[i]) {
        shown.add(values[i]);
      }
    }
    return shown.stream().mapToDouble(v -> v).toArray();
  }

  private static void assertSame(Concentration found, Concentration expected) {
    assertThat(found.listings()).as("seed " + SEED).isEqualTo(expected.listings());
    assertThat(found.withAny()).isEqualTo(expected.withAny());
    assertThat(found.shareWithNone()).isCloseTo(expected.shareWithNone(), within(1e-12));
    assertThat(found.gini()).as("seed " + SEED).isCloseTo(expected.gini(), within(1e-12));
    assertThat(found.topPercentShare()).isCloseTo(expected.topPercentShare(), within(1e-12));
    assertThat(found.topTenPercentShare()).isCloseTo(expected.topTenPercentShare(), within(1e-12));
    assertThat(found.largest()).isEqualTo(expected.largest());
  }

  private static void assertSame(Coverage found, Coverage expected, int listings) {
    assertThat(found.catalogue())
        .as("seed " + SEED)
        .isCloseTo(expected.catalogue() * LISTINGS / listings, within(1e-12));
    assertThat(found.searchable()).isCloseTo(expected.searchable(), within(1e-12));
    assertThat(found.slotsOfNew()).isCloseTo(expected.slotsOfNew(), within(1e-12));
    assertThat(found.parity()).isCloseTo(expected.parity(), within(1e-12));
  }

  @Test
  void value_counts_are_as_concentrated_as_the_values() {
    Random random = new Random(SEED);
    for (int i = 0; i < 1000; i++) {
      double[] values =
          random.ints(1 + random.nextInt(300), 0, 1 + random.nextInt(9)).asDoubleStream().toArray();
      TreeMap<Long, Long> counts =
          Arrays.stream(values)
              .boxed()
              .collect(
                  Collectors.groupingBy(Double::longValue, TreeMap::new, Collectors.counting()));
      ValueCounts counted = new ValueCounts(counts);
      assertSame(counted.concentration(), Concentration.of(values));
      assertThat(counted.heldByLeast(1) == 1 || Arrays.stream(values).sum() == 0).isTrue();
    }
  }
}
