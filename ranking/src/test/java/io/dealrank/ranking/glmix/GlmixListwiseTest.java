package io.dealrank.ranking.glmix;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.SharedSpark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The softmax over lists of ten rows. */
@ExtendWith(SharedSpark.class)
class GlmixListwiseTest {
  private static final long SEED = new Random().nextInt(1_000_000);

  private static GlmixClassifier classifier() {
    return MixedRows.classifier().setObjective("softmax");
  }

  private static double last(GlmixModel model) {
    List<GlmixStep> history = model.fitted().history();
    return history.get(history.size() - 1).objective();
  }

  @Test
  void the_objective_falls_with_every_update(SparkSession spark) {
    GlmixModel model =
        classifier()
            .setPasses(4)
            .setTolerance(0)
            .fit(MixedRows.table(spark, MixedRows.draw(600, 12, 30, SEED)));
    double before = Double.POSITIVE_INFINITY;
    for (GlmixStep step : model.fitted().history()) {
      assertThat(step.objective())
          .as("seed " + SEED + ", " + step)
          .isLessThanOrEqualTo(before + 1e-9 * Math.abs(before));
      before = step.objective();
    }
    assertThat(model.fitted().history()).hasSize(12);
  }

  @Test
  void the_fixed_effect_ends_where_plain_newton_steps_do(SparkSession spark) {
    List<Row> rows = MixedRows.draw(500, 5, 8, SEED);
    GlmixModel model =
        classifier()
            .setCoordinates(MixedRows.GLOBAL.withL2(2))
            .setPasses(1)
            .fit(MixedRows.table(spark, rows));
    double[] expected = new double[3];
    double value = 0;
    for (int step = 0; step < 30; step++) {
      double[] gradient = new double[3];
      double[] hessian = new double[6];
      value = newton(rows, expected, gradient, hessian, 2);
      NewtonSystem.solve(hessian, gradient, 3);
      for (int j = 0; j < 3; j++) {
        expected[j] -= gradient[j];
      }
    }
    assertThat(model.fixed("global").means()).hasSize(3);
    for (int j = 0; j < 3; j++) {
      assertThat(model.fixed("global").means()[j])
          .as("seed " + SEED)
          .isCloseTo(expected[j], within(1e-6));
    }
    assertThat(last(model)).as("seed " + SEED).isCloseTo(value, within(1e-8 * value));
  }

  /** Value, and gradient and packed Hessian added, of the penalised softmax loss at w. */
  private static double newton(
      List<Row> rows, double[] w, double[] gradient, double[] hessian, double l2) {
    Map<String, List<Row>> lists = new TreeMap<>();
    rows.forEach(
        row -> lists.computeIfAbsent(row.getString(1), query -> new ArrayList<>()).add(row));
    double value = 0;
    for (List<Row> list : lists.values()) {
      double gains = list.stream().mapToDouble(row -> row.getDouble(4)).sum();
      if (gains == 0) {
        continue;
      }
      double a = list.stream().mapToDouble(row -> row.getDouble(5)).average().orElseThrow();
      double[] e = new double[list.size()];
      double total = 0;
      for (int i = 0; i < e.length; i++) {
        e[i] = Math.exp(score(list.get(i), w));
        total += e[i];
      }
      double[] mean = new double[w.length];
      for (int i = 0; i < e.length; i++) {
        double[] x = list.get(i).<Vector>getAs(7).toArray();
        double p = e[i] / total;
        double target = list.get(i).getDouble(4) / gains;
        value -= a * target * Math.log(p);
        for (int j = 0; j < w.length; j++) {
          gradient[j] += a * (p - target) * x[j];
          mean[j] += p * x[j];
          for (int m = 0; m <= j; m++) {
            hessian[j * (j + 1) / 2 + m] += a * p * x[j] * x[m];
          }
        }
      }
      for (int j = 0; j < w.length; j++) {
        for (int m = 0; m <= j; m++) {
          hessian[j * (j + 1) / 2 + m] -= a * mean[j] * mean[m];
        }
      }
    }
    for (int j = 0; j < w.length; j++) {
      value += 0.5 * l2 * w[j] * w[j];
      gradient[j] += l2 * w[j];
      hessian[j * (j + 1) / 2 + j] += l2;
    }
    return value;
  }

  private static double score(Row row, double[] w) {
    double[] x = row.<Vector>getAs(7).toArray();
    double sum = row.getDouble(6);
    for (int j = 0; j < w.length; j++) {
      sum += w[j] * x[j];
    }
    return sum;
  }

  @Test
  void rows_in_any_order_and_number_of_partitions_make_the_same_model(SparkSession spark) {
    List<Row> rows = MixedRows.draw(400, 8, 20, SEED);
    Map<String, Double> expected = null;
    for (int partitions : new int[] {1, 7, 64}) {
      List<Row> shuffled = new ArrayList<>(rows);
      Collections.shuffle(shuffled, new Random(partitions));
      GlmixModel model =
          classifier()
              .setPasses(2)
              .setPartitions(partitions)
              .fit(MixedRows.table(spark, shuffled).repartition(3));
      expected = same(model, expected, partitions + " partitions");
    }
  }

  @Test
  void constants_of_a_list_change_nothing(SparkSession spark) {
    Dataset<Row> table = MixedRows.table(spark, MixedRows.draw(400, 8, 20, SEED));
    GlmixClassifier classifier = classifier().setPasses(2).setRowIdColumn("id");
    Map<String, Double> expected = same(classifier.fit(table), null, "");
    Dataset<Row> moved =
        table.withColumn(
            "offset", col("offset").plus(col("query_id").substr(2, 9).cast("double").minus(17)));
    assertThat(same(classifier.fit(moved), expected, "moved")).isEqualTo(expected);
  }

  private static Map<String, Double> same(
      GlmixModel model, Map<String, Double> expected, String what) {
    Map<String, Double> means = GlmixClassifierTest.means(model);
    if (expected == null) {
      return means;
    }
    assertThat(means.keySet()).isEqualTo(expected.keySet());
    means.forEach(
        (key, mean) ->
            assertThat(mean)
                .as("seed " + SEED + ", " + what + ", " + key)
                .isCloseTo(expected.get(key), within(1e-8)));
    return expected;
  }

  /** The offsets alone, then a fixed effect, then the entities' own: each loses less. */
  @Test
  void entities_lower_the_loss(SparkSession spark) {
    List<Row> rows = MixedRows.draw(600, 6, 12, SEED);
    Dataset<Row> table = MixedRows.table(spark, rows);
    double offsets = loss(rows, 0);
    double fixed = last(classifier().setCoordinates(MixedRows.GLOBAL).fit(table));
    double mixed = last(classifier().fit(table));
    assertThat(fixed).as("seed " + SEED).isLessThan(offsets);
    assertThat(mixed).as("seed " + SEED).isLessThan(0.98 * fixed);
  }

  private static double loss(List<Row> rows, double l2) {
    return newton(rows, new double[3], new double[3], new double[6], l2);
  }

  @Test
  void an_older_model_is_where_the_descent_starts(SparkSession spark) {
    Dataset<Row> table = MixedRows.table(spark, MixedRows.draw(400, 6, 12, SEED));
    GlmixModel before = classifier().fit(table);
    GlmixModel after = classifier().setPasses(1).setInitialModel(before).fit(table);
    assertThat(last(after)).as("seed " + SEED).isLessThan(last(before));
  }

  @Test
  void a_fixed_effect_without_features_is_refused(SparkSession spark) {
    Dataset<Row> table = MixedRows.table(spark, MixedRows.draw(100, 6, 12, SEED));
    assertThatThrownBy(
            () -> classifier().setCoordinates(Coordinate.fixedEffect("constant", null)).fit(table))
        .hasMessageContainingAll("'constant'", "no features", "softmax");
  }
}
