package io.dealrank.ranking.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.calibration.LogLoss;
import io.dealrank.evaluation.calibration.ReliabilityCurve;
import io.dealrank.testing.SharedSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedSpark.class)
class CalibratorTest {
  private static final StructType SCHEMA =
      StructType.fromDDL("model_score DOUBLE, label INT, weight DOUBLE");
  private static final long SEED = new Random().nextInt(1_000_000);

  /** A score in steps of 1/20 with P(label = 1) = truth(score). */
  private static List<Row> rows(int count, java.util.function.DoubleUnaryOperator truth) {
    Random random = new Random(SEED);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double score = Math.round(20 * random.nextGaussian()) / 20.0;
      int label = random.nextDouble() < truth.applyAsDouble(score) ? 1 : 0;
      rows.add(RowFactory.create(score, label, 0.5 + random.nextDouble()));
    }
    return rows;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static Dataset<Row> table(SparkSession spark, List<Row> rows) {
    return spark.createDataFrame(rows, SCHEMA).coalesce(1);
  }

  @Test
  void platt_minimises_the_smoothed_loss(SparkSession spark) {
    assertMinimal(spark, 0);
  }

  @Test
  void a_slope_of_one_counts_as_many_positives_as_told(SparkSession spark) {
    assertMinimal(spark, 30);
  }

  private static void assertMinimal(SparkSession spark, double slopeStrength) {
    List<Row> rows = rows(400, s -> sigmoid(0.4 * s - 1.5));
    Calibrator calibrator = new Calibrator().setWeightColumn("weight");
    calibrator.set(calibrator.slopeStrength(), slopeStrength);
    CalibrationModel model = calibrator.fit(table(spark, rows));
    double a = model.getOrDefault(model.slope()) instanceof Double slope ? slope : Double.NaN;
    double b = model.getOrDefault(model.intercept()) instanceof Double value ? value : Double.NaN;
    double positives = 0;
    double others = 0;
    for (Row row : rows) {
      positives += row.getInt(1) * row.getDouble(2);
      others += (1 - row.getInt(1)) * row.getDouble(2);
    }
    // where the loss is smallest its derivatives vanish
    double weight = positives + others;
    double mean = rows.stream().mapToDouble(r -> r.getDouble(2) * r.getDouble(0)).sum() / weight;
    double variance =
        rows.stream().mapToDouble(r -> r.getDouble(2) * Math.pow(r.getDouble(0) - mean, 2)).sum()
            / weight;
    double byIntercept = 0;
    double bySlope = slopeStrength * variance * (a - 1);
    for (Row row : rows) {
      double target = row.getInt(1) == 1 ? (positives + 1) / (positives + 2) : 1 / (others + 2);
      double error = row.getDouble(2) * (sigmoid(a * row.getDouble(0) + b) - target);
      byIntercept += error;
      bySlope += error * row.getDouble(0);
    }
    assertThat(byIntercept).as("seed " + SEED).isCloseTo(0, within(1e-8));
    assertThat(bySlope).as("seed " + SEED).isCloseTo(0, within(1e-8));
  }

  @Test
  void a_handful_of_positives_cannot_turn_log_odds_around(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(RowFactory.create(i / 25.0 - 2, i == 3 || i == 11 ? 1 : 0, 1.0));
    }
    Calibrator calibrator = new Calibrator();
    assertThatThrownBy(() -> calibrator.fit(table(spark, rows)))
        .hasMessageContaining("does not rise with the label");
    calibrator.set(calibrator.slopeStrength(), 20.0);
    CalibrationModel model = calibrator.fit(table(spark, rows));
    assertThat((double) model.getOrDefault(model.slope())).isBetween(0.5, 1.0);
  }

  @Test
  void log_odds_that_are_all_equal_become_the_base_rate(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 18; i++) {
      rows.add(RowFactory.create(-1.5, i < 3 ? 1 : 0, 1.0));
    }
    Calibrator calibrator = new Calibrator();
    assertThatThrownBy(() -> calibrator.fit(table(spark, rows)))
        .hasMessageContaining("does not rise with the label");
    calibrator.set(calibrator.slopeStrength(), 20.0);
    CalibrationModel model = calibrator.fit(table(spark, rows));
    assertThat(model.apply(-1.5)).isCloseTo(4 / 20.0, within(1e-12));
    assertThat(model.apply(0)).isGreaterThan(model.apply(-1.5));
  }

  @Test
  void platt_is_finite_where_a_threshold_separates_the_classes(SparkSession spark) {
    List<Row> rows = rows(200, s -> s > 0.3 ? 1 : 0);
    CalibrationModel model = new Calibrator().fit(table(spark, rows));
    assertThat(model.apply(0.0)).as("seed " + SEED).isLessThan(0.5);
    assertThat(model.apply(1.0)).isGreaterThan(0.5);
    assertThat(LogLoss.of(predictions(model, rows), labels(rows))).isFinite();
  }

  @Test
  void isotonic_equals_the_naive_regression_at_every_score_but_the_ends(SparkSession spark) {
    List<Row> rows = rows(600, s -> sigmoid(s) * 0.6);
    Calibrator calibrator = new Calibrator().setMethod("isotonic").setWeightColumn("weight");
    calibrator.set(calibrator.tieBreaking(), 0.0);
    CalibrationModel model = calibrator.fit(table(spark, rows));
    TreeMap<Double, double[]> pooled = new TreeMap<>();
    double weight = 0;
    double positive = 0;
    for (Row row : rows) {
      double[] sums = pooled.computeIfAbsent(row.getDouble(0), s -> new double[2]);
      sums[0] += row.getDouble(2);
      sums[1] += row.getDouble(2) * row.getInt(1);
      weight += row.getDouble(2);
      positive += row.getDouble(2) * row.getInt(1);
    }
    double[] w = pooled.values().stream().mapToDouble(sums -> sums[0]).toArray();
    double[] y = pooled.values().stream().mapToDouble(sums -> sums[1] / sums[0]).toArray();
    double[] naive = new double[y.length];
    Arrays.setAll(naive, i -> PoolAdjacentViolatorsTest.naive(y, w, i));
    double rate = positive / weight;
    double[] before = naive.clone();
    addRows(naive, w, i -> before[i] > before[before.length - 1] - 1e-9, rate);
    addRows(naive, w, i -> before[i] < before[0] + 1e-9, rate);
    int i = 0;
    for (double score : pooled.keySet()) {
      double expected = PoolAdjacentViolatorsTest.naive(naive, w, i++);
      assertThat(model.apply(score)).as("seed " + SEED).isCloseTo(expected, within(1e-9));
    }
    assertThat(model.apply(pooled.firstKey())).isPositive().isLessThan(rate);
    assertThat(model.apply(pooled.lastKey())).isLessThan(1).isGreaterThan(rate);
  }

  /** One more row of the base rate in the block. */
  private static void addRows(
      double[] fitted, double[] w, java.util.function.IntPredicate inBlock, double rate) {
    int[] block = java.util.stream.IntStream.range(0, w.length).filter(inBlock).toArray();
    double weight = Arrays.stream(block).mapToDouble(i -> w[i]).sum();
    for (int i : block) {
      fitted[i] = (weight * fitted[i] + rate) / (weight + 1);
      w[i] *= (weight + 1) / weight;
    }
  }

  @Test
  void a_few_rows_at_an_end_do_not_move_a_well_filled_block(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      rows.add(RowFactory.create(-1.0, i % 20 == 0 ? 1 : 0, 1.0));
      rows.add(RowFactory.create(1.0, i % 5 < 3 ? 1 : 0, 1.0));
    }
    rows.add(RowFactory.create(-2.0, 0, 0.1));
    rows.add(RowFactory.create(2.0, 1, 0.1));
    Calibrator calibrator = new Calibrator().setMethod("isotonic").setWeightColumn("weight");
    CalibrationModel model = calibrator.fit(table(spark, rows));
    assertThat(model.apply(-1)).isCloseTo(0.05, within(1e-3));
    assertThat(model.apply(1)).isCloseTo(0.6, within(1e-3));
  }

  @Test
  void isotonic_calibrates_what_platt_cannot(SparkSession spark) {
    java.util.function.DoubleUnaryOperator steps = s -> s < 0 ? 0.05 : 0.6;
    List<Row> rows = rows(3000, steps);
    double isotonic = error(new Calibrator().setMethod("isotonic").fit(table(spark, rows)), rows);
    double platt = error(new Calibrator().fit(table(spark, rows)), rows);
    assertThat(isotonic).as("seed " + SEED).isLessThan(0.01).isLessThan(platt / 4);
  }

  private static double error(CalibrationModel model, List<Row> rows) {
    return ReliabilityCurve.ofEqualWidth(predictions(model, rows), labels(rows), 10)
        .expectedError();
  }

  @Test
  void more_scores_than_bins_are_quantised_the_same_in_any_layout(SparkSession spark) {
    List<Row> rows = rows(2000, s -> sigmoid(2 * s));
    Calibrator calibrator = new Calibrator().setMethod("isotonic");
    calibrator.set(calibrator.bins(), 25);
    CalibrationModel model = calibrator.fit(table(spark, rows));
    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(SEED));
    CalibrationModel moved = calibrator.fit(table(spark, shuffled).repartition(5));

    assertThat(model.getOrDefault(model.stepScores())).hasSizeBetween(2, 25);
    assertThat(moved.getOrDefault(moved.stepScores()))
        .containsExactly(model.getOrDefault(model.stepScores()), within(1e-12));
    assertThat(moved.getOrDefault(moved.stepProbabilities()))
        .containsExactly(model.getOrDefault(model.stepProbabilities()), within(1e-12));
  }

  @Test
  void every_model_is_monotone_in_bounds_and_the_same_in_java_and_sql(
      SparkSession spark, @TempDir Path folder) throws Exception {
    List<Row> rows = rows(500, s -> sigmoid(1.5 * s - 1));
    List<Row> odd = new ArrayList<>(rows);
    for (Double score :
        new Double[] {null, Double.NaN, 0.0, -0.0, 1e300, -1e300, Double.MAX_VALUE, 1e-300}) {
      odd.add(RowFactory.create(score, null, null));
    }
    for (double infinite : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      odd.add(RowFactory.create(infinite, null, null));
    }
    for (String method : List.of("platt", "isotonic", "none")) {
      CalibrationModel model = new Calibrator().setMethod(method).fit(table(spark, rows));
      String path = folder.resolve(method).toUri().toString();
      model.save(path);
      Dataset<Row> scored = CalibrationModel.read().load(path).transform(table(spark, odd));
      assertThat(scored.schema().fieldNames())
          .isEqualTo(model.transformSchema(SCHEMA).fieldNames());
      double last = 0;
      for (Row row : scored.orderBy("model_score").collectAsList()) {
        Double score = row.isNullAt(0) ? null : (Double) row.getDouble(0);
        if (score == null || score.isNaN()) {
          assertThat(row.isNullAt(3)).as(method).isTrue();
          continue;
        }
        double p = row.getDouble(3);
        assertThat(p).as(method).isBetween(last, 1.0).isStrictlyBetween(0.0, 1.0);
        assertThat(p).as(method).isCloseTo(model.apply(score), within(1e-12));
        assertThat(model.logOdds(score)).isFinite();
        last = p;
      }
      double[] sorted = rows.stream().mapToDouble(row -> row.getDouble(0)).sorted().toArray();
      for (int i = 1; i < sorted.length; i++) {
        if (sorted[i] > sorted[i - 1]) {
          assertThat(model.logOdds(sorted[i])).isGreaterThan(model.logOdds(sorted[i - 1]));
        }
      }
    }
  }

  @Test
  void rows_that_tell_no_probability_are_refused_or_get_the_rate(SparkSession spark) {
    Dataset<Row> reversed = table(spark, rows(300, s -> sigmoid(-2 * s)));
    Dataset<Row> oneClass = table(spark, rows(30, s -> 0));
    Dataset<Row> oneScore =
        table(spark, rows(300, s -> 0.3)).withColumn("model_score", functions.lit(2.0));
    refused(reversed, "does not rise with the label 'label'", "slope is -");
    refused(oneClass, "one class only in the held-out rows: 0 of 30", "'fallback' to 'rate'");
    refused(oneScore, "does not rise", "slope is 0.0");
    refused(oneClass.filter(functions.lit(false)), "No rows to calibrate on", "'none'");
    refused(oneClass.withColumn("model_score", functions.lit(Double.NaN)), "has 30 values", "NaN");
    refused(oneClass.withColumn("label", functions.lit(3)), "other than 0, 1", "30 values");

    Calibrator lenient = new Calibrator();
    lenient.set(lenient.fallback(), "rate");
    CalibrationModel model = lenient.fit(oneClass);
    assertThat(model.apply(0)).isCloseTo(1.0 / 32, within(1e-6));
    assertThat(model.logOdds(0.1)).isGreaterThan(model.logOdds(0));
    assertThat(lenient.fit(reversed).apply(3))
        .isCloseTo(lenient.fit(reversed).apply(-3), within(1e-5));
  }

  private static void refused(Dataset<Row> rows, String problem, String detail) {
    assertThatThrownBy(() -> new Calibrator().fit(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem)
        .hasMessageContaining(detail);
  }

  private static double[] predictions(CalibrationModel model, List<Row> rows) {
    return rows.stream().mapToDouble(row -> model.apply(row.getDouble(0))).toArray();
  }

  private static int[] labels(List<Row> rows) {
    return rows.stream().mapToInt(row -> row.getInt(1)).toArray();
  }
}
