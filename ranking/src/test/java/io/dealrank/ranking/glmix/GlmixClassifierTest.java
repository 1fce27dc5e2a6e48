package io.dealrank.ranking.glmix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.SharedSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
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

@ExtendWith(SharedSpark.class)
class GlmixClassifierTest {
  private static final long SEED = new Random().nextInt(1_000_000);

  @Test
  void the_objective_falls_with_every_update(SparkSession spark) {
    GlmixModel model =
        MixedRows.classifier()
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

  /** The sum of all coordinates is one penalised regression on one wide vector. */
  @Test
  void many_passes_end_where_one_wide_regression_does(SparkSession spark) {
    List<Row> rows = MixedRows.draw(400, 5, 8, SEED);
    GlmixModel model =
        MixedRows.classifier().setPasses(30).setTolerance(1e-12).fit(MixedRows.table(spark, rows));
    Map<String, Integer> columns = new LinkedHashMap<>();
    double optimum = wideRegression(rows, columns);
    List<GlmixStep> history = model.fitted().history();
    assertThat(history.get(history.size() - 1).objective())
        .as("seed " + SEED)
        .isBetween(optimum - 1e-9 * optimum, optimum + 1e-5 * optimum);
    assertThat(model.coefficients().count()).isEqualTo(columns.size());
  }

  @Test
  void rows_in_any_order_and_number_of_partitions_make_the_same_model(SparkSession spark) {
    List<Row> rows = MixedRows.draw(500, 10, 25, SEED);
    Map<String, Double> expected = null;
    for (int partitions : new int[] {1, 7, 64}) {
      List<Row> shuffled = new ArrayList<>(rows);
      Collections.shuffle(shuffled, new Random(partitions));
      GlmixModel model =
          MixedRows.classifier()
              .setPartitions(partitions)
              .fit(MixedRows.table(spark, shuffled).repartition(partitions));
      Map<String, Double> means = means(model);
      expected = expected == null ? means : expected;
      assertThat(means.keySet()).isEqualTo(expected.keySet());
      for (String key : means.keySet()) {
        assertThat(means.get(key))
            .as("seed " + SEED + ", " + partitions + " partitions, " + key)
            .isCloseTo(expected.get(key), within(1e-8));
      }
    }
  }

  @Test
  void an_entity_that_was_not_seen_is_scored_by_the_rest_and_counted(SparkSession spark) {
    List<Row> rows = MixedRows.draw(300, 6, 10, SEED);
    GlmixModel model = MixedRows.classifier().fit(MixedRows.table(spark, rows));
    Dataset<Row> strangers =
        MixedRows.table(spark, rows.subList(0, 50))
            .withColumn("employer", org.apache.spark.sql.functions.lit("nobody"))
            .withColumn("candidate", org.apache.spark.sql.functions.lit(null).cast("string"));
    double[] w = model.fixed("global").means();
    for (Row row : model.transform(strangers).collectAsList()) {
      double[] x = row.<Vector>getAs("x").toArray();
      double expected =
          row.<Double>getAs("offset") + w[0] * x[0] + w[1] * x[1] + w[2] * x[2] + w[3];
      assertThat(row.<Double>getAs("model_score")).isCloseTo(expected, within(1e-12));
      assertThat(row.<Double>getAs("probability")).isCloseTo(Loss.sigmoid(expected), within(1e-12));
    }
    Row coverage = model.coverage(strangers).head();
    assertThat(coverage.<Long>getAs("rows")).isEqualTo(50);
    assertThat(coverage.<Long>getAs("employer_unseen")).isEqualTo(50);
    assertThat(coverage.<Long>getAs("candidate_null")).isEqualTo(50);
  }

  /** Both bounds: a row more or less than the bound decides. */
  @Test
  void entities_with_few_rows_have_no_coefficients(SparkSession spark) {
    List<Row> rows = MixedRows.draw(200, 20, 5, SEED);
    Map<String, Integer> counts = new TreeMap<>();
    rows.forEach(row -> counts.merge(row.getString(2), 1, Integer::sum));
    GlmixModel model =
        new GlmixClassifier()
            .setCoordinates(MixedRows.EMPLOYER.withRows(10, 1000))
            .fit(MixedRows.table(spark, rows));
    List<String> learnt = new ArrayList<>();
    model.entities("employer").collectAsList().forEach(row -> learnt.add(row.getString(0)));
    assertThat(learnt)
        .as("seed " + SEED)
        .containsExactlyInAnyOrderElementsOf(
            counts.keySet().stream().filter(e -> counts.get(e) >= 10).toList());
  }

  static Map<String, Double> means(GlmixModel model) {
    Map<String, Double> means = new TreeMap<>();
    for (Row row : model.coefficients().collectAsList()) {
      means.put(key(row.getString(0), row.getString(1), row.getInt(3)), row.<Double>getAs("mean"));
    }
    return means;
  }

  private static String key(String coordinate, String entity, int index) {
    return coordinate + "/" + entity + "/" + index;
  }

  /** The objective after plain Newton steps on all coefficients at once. */
  private static double wideRegression(List<Row> rows, Map<String, Integer> columns) {
    List<Map<Integer, Double>> entries = new ArrayList<>();
    List<Double> ridges = new ArrayList<>();
    for (Row row : rows) {
      Map<Integer, Double> of = new TreeMap<>();
      add(of, columns, ridges, "global", null, row.getAs(7), 1, 0);
      add(of, columns, ridges, "employer", row.getString(2), row.getAs(7), 2, 2);
      if (row.getString(3) != null) {
        add(of, columns, ridges, "candidate", row.getString(3), row.getAs(8), 3, 3);
      }
      entries.add(of);
    }
    int n = columns.size();
    double[] w = new double[n];
    double value = 0;
    for (int step = 0; step < 40; step++) {
      double[] gradient = new double[n];
      double[] hessian = new double[n * (n + 1) / 2];
      value = 0;
      for (int j = 0; j < n; j++) {
        value += 0.5 * ridges.get(j) * w[j] * w[j];
        gradient[j] = ridges.get(j) * w[j];
        hessian[j * (j + 1) / 2 + j] = ridges.get(j);
      }
      for (int i = 0; i < rows.size(); i++) {
        double s = rows.get(i).getDouble(6);
        for (Map.Entry<Integer, Double> x : entries.get(i).entrySet()) {
          s += w[x.getKey()] * x.getValue();
        }
        double a = rows.get(i).getDouble(5);
        double p = Loss.sigmoid(s);
        value -= a * Math.log(rows.get(i).getDouble(4) > 0 ? p : 1 - p);
        for (Map.Entry<Integer, Double> x : entries.get(i).entrySet()) {
          gradient[x.getKey()] += a * (p - rows.get(i).getDouble(4)) * x.getValue();
          for (Map.Entry<Integer, Double> y : entries.get(i).entrySet()) {
            if (y.getKey() <= x.getKey()) {
              hessian[x.getKey() * (x.getKey() + 1) / 2 + y.getKey()] +=
                  a * p * (1 - p) * x.getValue() * y.getValue();
            }
          }
        }
      }
      NewtonSystem.solve(hessian, gradient, n);
      for (int j = 0; j < n; j++) {
        w[j] -= gradient[j];
      }
    }
    return value;
  }

  private static void add(
      Map<Integer, Double> entries,
      Map<String, Integer> columns,
      List<Double> ridges,
      String coordinate,
      String entity,
      Vector x,
      double l2,
      double interceptL2) {
    double[] values = Arrays.copyOf(x.toArray(), x.size() + 1);
    values[x.size()] = 1;
    for (int j = 0; j < values.length; j++) {
      if (values[j] != 0) {
        String key = key(coordinate, entity, j);
        if (!columns.containsKey(key)) {
          columns.put(key, columns.size());
          ridges.add(j == x.size() ? interceptL2 : l2);
        }
        entries.put(columns.get(key), values[j]);
      }
    }
  }
}
