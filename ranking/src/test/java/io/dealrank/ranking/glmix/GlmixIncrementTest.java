package io.dealrank.ranking.glmix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.SharedSpark;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class GlmixIncrementTest {
  private static final long SEED = new Random().nextInt(1_000_000);
  private static final List<Row> ROWS = MixedRows.draw(600, 8, 15, SEED);

  private static Dataset<Row> older(SparkSession spark) {
    return MixedRows.table(spark, ROWS.subList(0, 400));
  }

  private static Dataset<Row> newer(SparkSession spark) {
    return MixedRows.table(spark, ROWS.subList(400, 600));
  }

  @Test
  void entities_without_new_rows_keep_their_coefficients(SparkSession spark) {
    GlmixModel before = MixedRows.classifier().setVariance("simple").fit(older(spark));
    GlmixModel after =
        MixedRows.classifier()
            .setVariance("simple")
            .setInitialModel(before)
            .fit(newer(spark).filter("employer <> 'e3'"));
    assertThat(entity(after, "employer", "e3"))
        .isNotEmpty()
        .isEqualTo(entity(before, "employer", "e3"));
    assertThat(entity(after, "employer", "e1")).isNotEqualTo(entity(before, "employer", "e1"));
  }

  /** z is sparse: in the new rows of every candidate its entries 0 to 2 are 0. */
  @Test
  void features_without_new_values_keep_their_coefficients(SparkSession spark) {
    List<Row> rows =
        ROWS.subList(400, 600).stream()
            .map(
                row -> {
                  Object[] cells = new Object[row.size()];
                  for (int j = 0; j < cells.length; j++) {
                    cells[j] = row.get(j);
                  }
                  cells[8] = Vectors.sparse(5, new int[] {3, 4}, new double[] {1, 0.5});
                  return RowFactory.create(cells);
                })
            .toList();
    GlmixModel before = MixedRows.classifier().setVariance("simple").fit(older(spark));
    GlmixModel after =
        MixedRows.classifier()
            .setVariance("simple")
            .setInitialModel(before)
            .fit(MixedRows.table(spark, rows));
    Map<String, Double> now = GlmixClassifierTest.means(after);
    Map<String, Double> then = GlmixClassifierTest.means(before);
    int kept = 0;
    for (String key : then.keySet()) {
      if (key.matches("candidate/c\\d+/[012]")) {
        assertThat(now.get(key)).as("seed " + SEED + " " + key).isEqualTo(then.get(key));
        kept++;
      }
    }
    assertThat(kept).isGreaterThan(20);
    assertThat(now.get("candidate/c1/5")).isNotEqualTo(then.get("candidate/c1/5"));
  }

  @Test
  void variances_hold_the_older_coefficients_more_tightly(SparkSession spark) {
    GlmixModel known = MixedRows.classifier().setVariance("full").fit(older(spark));
    GlmixModel unknown = MixedRows.classifier().fit(older(spark));
    double tight = moved(known, newer(spark), 1);
    double loose = moved(unknown, newer(spark), 1);
    assertThat(tight).as("seed " + SEED).isLessThan(loose);
    assertThat(moved(known, newer(spark), 0.01)).as("seed " + SEED).isGreaterThan(tight);
  }

  /** Squared length of the fixed effect's and the employers' way from the older model. */
  private static double moved(GlmixModel from, Dataset<Row> rows, double forgetting) {
    GlmixModel to =
        MixedRows.classifier().setInitialModel(from).setForgetting(forgetting).fit(rows);
    return distance(GlmixClassifierTest.means(from), GlmixClassifierTest.means(to));
  }

  private static double distance(Map<String, Double> a, Map<String, Double> b) {
    double sum = 0;
    for (String key : a.keySet()) {
      if (!key.startsWith("candidate") && b.containsKey(key)) {
        sum += Math.pow(a.get(key) - b.get(key), 2);
      }
    }
    return sum;
  }

  @Test
  void old_then_new_is_nearer_to_all_at_once_than_new_alone(SparkSession spark) {
    Map<String, Double> all =
        GlmixClassifierTest.means(MixedRows.classifier().fit(MixedRows.table(spark, ROWS)));
    GlmixModel before = MixedRows.classifier().setVariance("full").fit(older(spark));
    Map<String, Double> continued =
        GlmixClassifierTest.means(MixedRows.classifier().setInitialModel(before).fit(newer(spark)));
    Map<String, Double> alone = GlmixClassifierTest.means(MixedRows.classifier().fit(newer(spark)));
    assertThat(distance(all, continued)).as("seed " + SEED).isLessThan(0.5 * distance(all, alone));
  }

  @Test
  void coordinates_are_added_and_dropped(SparkSession spark) {
    GlmixModel before =
        new GlmixClassifier()
            .setCoordinates(MixedRows.GLOBAL, MixedRows.EMPLOYER)
            .fit(older(spark));
    GlmixModel after =
        new GlmixClassifier()
            .setCoordinates(MixedRows.GLOBAL, MixedRows.CANDIDATE)
            .setInitialModel(before)
            .fit(newer(spark));
    assertThat(after.names()).containsExactly("global", "candidate");
    assertThat(after.entities("candidate").count()).isEqualTo(15);
  }

  /** One pass is enough: the others see the locked scores from the start. */
  @Test
  void locked_coordinates_stay_and_the_others_learn_beside_them(SparkSession spark) {
    GlmixModel before = MixedRows.classifier().setVariance("full").fit(older(spark));
    GlmixModel after =
        MixedRows.classifier()
            .setCoordinates(MixedRows.CANDIDATE, MixedRows.GLOBAL.lock(), MixedRows.EMPLOYER.lock())
            .setInitialModel(before)
            .setPasses(1)
            .fit(newer(spark));
    assertThat(after.fixed("global").means()).containsExactly(before.fixed("global").means());
    assertThat(after.fixed("global").variances())
        .containsExactly(before.fixed("global").variances());
    for (int e = 0; e < 8; e++) {
      assertThat(entity(after, "employer", "e" + e)).isEqualTo(entity(before, "employer", "e" + e));
    }
    GlmixModel last =
        MixedRows.classifier()
            .setCoordinates(MixedRows.GLOBAL.lock(), MixedRows.EMPLOYER.lock(), MixedRows.CANDIDATE)
            .setInitialModel(before)
            .setPasses(1)
            .fit(newer(spark));
    Map<String, Double> expected = GlmixClassifierTest.means(last);
    GlmixClassifierTest.means(after)
        .forEach(
            (key, mean) ->
                assertThat(mean)
                    .as("seed " + SEED + " " + key)
                    .isCloseTo(expected.get(key), within(1e-8)));
  }

  @Test
  void the_objective_starts_below_that_of_the_rows_without_the_older_model(SparkSession spark) {
    GlmixModel all = MixedRows.classifier().setPasses(5).fit(MixedRows.table(spark, ROWS));
    GlmixModel again =
        MixedRows.classifier()
            .setPasses(2)
            .setTolerance(0)
            .setInitialModel(all)
            .fit(MixedRows.table(spark, ROWS));
    double before = Double.POSITIVE_INFINITY;
    for (GlmixStep step : again.fitted().history()) {
      assertThat(step.objective()).as("seed " + SEED).isLessThanOrEqualTo(before * (1 + 1e-9));
      before = step.objective();
    }
    // The penalty is around the older coefficients, where it is 0.
    double last = all.fitted().history().get(all.fitted().history().size() - 1).objective();
    assertThat(again.fitted().history().get(0).objective()).isLessThan(last);
  }

  @Test
  void an_intercept_may_come_and_go(SparkSession spark) {
    Coordinate without = MixedRows.GLOBAL.withIntercept(Coordinate.Intercept.NONE);
    GlmixModel before =
        new GlmixClassifier().setCoordinates(without).setVariance("full").fit(older(spark));
    GlmixModel with =
        new GlmixClassifier()
            .setCoordinates(MixedRows.GLOBAL)
            .setVariance("full")
            .setInitialModel(before)
            .fit(newer(spark));
    assertThat(with.fixed("global").means()).hasSize(4);
    GlmixModel again =
        new GlmixClassifier().setCoordinates(without).setInitialModel(with).fit(newer(spark));
    assertThat(again.fixed("global").means()).hasSize(3);
  }

  private static Map<Integer, List<Double>> entity(GlmixModel model, String name, String entity) {
    Map<Integer, List<Double>> found = new TreeMap<>();
    for (Row row :
        model
            .coefficients()
            .filter("coordinate = '" + name + "' AND entity = '" + entity + "'")
            .collectAsList()) {
      found.put(
          row.getInt(3),
          List.of(row.getDouble(4), row.isNullAt(5) ? Double.NaN : row.getDouble(5)));
    }
    return found;
  }
}
