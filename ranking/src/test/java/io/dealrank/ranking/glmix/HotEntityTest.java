package io.dealrank.ranking.glmix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.SharedSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Entities with more rows than they may learn from. */
@ExtendWith(SharedSpark.class)
class HotEntityTest {
  private static final long SEED = new Random().nextInt(1_000_000);
  private static final int MOST = 50;
  private static final Coordinate HOT_EMPLOYER = MixedRows.EMPLOYER.withRows(0, MOST);
  private static final Coordinate HOT_CANDIDATE = MixedRows.CANDIDATE.withRows(0, MOST);

  /** e0 and c0 have about half of the rows; the others few. */
  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    Random random = new Random(SEED);
    for (Row row : MixedRows.draw(700, 25, 30, SEED)) {
      Object[] cells = cells(row);
      if (random.nextBoolean()) {
        cells[2] = "e0";
      }
      if (cells[3] != null && random.nextBoolean()) {
        cells[3] = "c0";
      }
      rows.add(RowFactory.create(cells));
    }
    return rows;
  }

  private static Object[] cells(Row row) {
    Object[] cells = new Object[row.size()];
    for (int j = 0; j < cells.length; j++) {
      cells[j] = row.get(j);
    }
    return cells;
  }

  private static GlmixClassifier classifier() {
    return MixedRows.classifier().setCoordinates(MixedRows.GLOBAL, HOT_EMPLOYER, HOT_CANDIDATE);
  }

  private static PlacedRows placed(SparkSession spark, List<Row> rows, int partitions) {
    GlmixSettings settings =
        new GlmixSettings(
            "label",
            "weight",
            "offset",
            "query_id",
            null,
            List.of(MixedRows.GLOBAL, HOT_EMPLOYER, HOT_CANDIDATE),
            Loss.LOGISTIC,
            false,
            1,
            0,
            partitions,
            GlmixSettings.Variance.NONE,
            1,
            42);
    return new PlacedRows(settings, TrainingRows.of(MixedRows.table(spark, rows), settings), null);
  }

  @Test
  void a_hot_entity_learns_from_exactly_the_most_rows_with_scaled_weights(SparkSession spark) {
    List<Row> rows = rows();
    for (int partitions : new int[] {1, 7}) {
      PlacedRows placed = placed(spark, rows, partitions);
      for (int k = 1; k <= 2; k++) {
        int column = k + 1;
        String hot = k == 1 ? "e0" : "c0";
        long all = rows.stream().filter(row -> hot.equals(row.get(column))).count();
        assertThat(all).isGreaterThan(4 * MOST);
        int learning = 0;
        long seen = 0;
        for (EntityBlock block : placed.groups(k).collect()) {
          for (int g = 0; g < block.groups(); g++) {
            int count = block.rowStarts[g + 1] - block.rowStarts[g];
            if (hot.equals(block.entities[g])) {
              seen += count;
              if (block.learns(g)) {
                learning++;
                assertThat(block.activeEnds[g] - block.rowStarts[g]).isEqualTo(MOST);
                assertThat(block.scales[g]).isEqualTo((double) all / MOST);
              }
            } else if (block.entities[g] != null) {
              assertThat(block.activeEnds[g]).isEqualTo(block.rowStarts[g + 1]);
              assertThat(block.scales[g]).isEqualTo(1);
            }
          }
        }
        assertThat(learning).as("seed " + SEED).isEqualTo(1);
        assertThat(seen).as("seed " + SEED).isEqualTo(all);
      }
      placed.close();
    }
  }

  /** The loss of all rows, as transform scores them, and the penalty make the objective. */
  @Test
  void every_row_is_scored_in_training_as_afterwards(SparkSession spark) {
    for (int partitions : new int[] {1, 7}) {
      GlmixModel model = classifier().setPartitions(partitions).fit(MixedRows.table(spark, rows()));
      assertThat(lastObjective(model))
          .as("seed " + SEED + ", " + partitions + " partitions")
          .isCloseTo(
              loss(model, spark, rows()) + penalty(model), within(1e-9 * lastObjective(model)));
    }
  }

  @Test
  void rows_that_were_spread_are_scored_with_older_coefficients_too(SparkSession spark) {
    List<Row> rows = rows();
    GlmixModel before = classifier().fit(MixedRows.table(spark, rows));
    Coordinate[] locked = {MixedRows.GLOBAL.lock(), HOT_EMPLOYER.lock(), HOT_CANDIDATE.lock()};
    GlmixModel after =
        classifier()
            .setCoordinates(locked)
            .setInitialModel(before)
            .setPartitions(5)
            .setPasses(1)
            .fit(MixedRows.table(spark, rows));
    double objective = lastObjective(after);
    assertThat(objective)
        .as("seed " + SEED)
        .isCloseTo(loss(before, spark, rows), within(1e-9 * objective));
  }

  private static double lastObjective(GlmixModel model) {
    List<GlmixStep> history = model.fitted().history();
    return history.get(history.size() - 1).objective();
  }

  private static double loss(GlmixModel model, SparkSession spark, List<Row> rows) {
    double sum = 0;
    for (Row row : model.transform(MixedRows.table(spark, rows)).collectAsList()) {
      sum +=
          row.<Double>getAs("weight")
              * Loss.LOGISTIC.value(row.<Double>getAs("model_score"), row.<Double>getAs("label"));
    }
    return sum;
  }

  private static double penalty(GlmixModel model) {
    double sum = 0;
    for (Map.Entry<String, Double> w : GlmixClassifierTest.means(model).entrySet()) {
      double l2 =
          w.getKey().startsWith("employer")
              ? 2
              : w.getKey().startsWith("candidate") ? 3 : w.getKey().endsWith("/3") ? 0 : 1;
      sum += 0.5 * l2 * w.getValue() * w.getValue();
    }
    return sum;
  }

  @Test
  void any_number_of_partitions_makes_the_same_model(SparkSession spark) {
    same(spark, rows());
  }

  /** Three contents only, many rows of each. */
  @Test
  void rows_of_equal_content_are_told_apart(SparkSession spark) {
    List<Row> rows = rows();
    List<Row> twins = new ArrayList<>(rows.subList(0, 150));
    for (Row row : rows.subList(0, 3)) {
      Object[] cells = cells(row);
      cells[2] = "e0";
      cells[3] = "c0";
      for (int i = 0; i < 120; i++) {
        twins.add(RowFactory.create(Arrays.copyOf(cells, cells.length)));
      }
    }
    same(spark, twins);
    PlacedRows placed = placed(spark, twins, 7);
    int active = 0;
    for (EntityBlock block : placed.groups(1).collect()) {
      for (int g = 0; g < block.groups(); g++) {
        active += "e0".equals(block.entities[g]) ? block.activeEnds[g] - block.rowStarts[g] : 0;
      }
    }
    placed.close();
    assertThat(active).as("seed " + SEED).isEqualTo(MOST);
  }

  private static void same(SparkSession spark, List<Row> rows) {
    Map<String, Double> expected = null;
    for (int partitions : new int[] {1, 7, 64}) {
      List<Row> shuffled = new ArrayList<>(rows);
      Collections.shuffle(shuffled, new Random(partitions));
      Map<String, Double> means =
          GlmixClassifierTest.means(
              classifier()
                  .setPasses(2)
                  .setPartitions(partitions)
                  .fit(MixedRows.table(spark, shuffled).repartition(3)));
      expected = expected == null ? means : expected;
      assertThat(means.keySet()).isEqualTo(expected.keySet());
      for (String key : means.keySet()) {
        assertThat(means.get(key))
            .as("seed " + SEED + ", " + partitions + " partitions, " + key)
            .isCloseTo(expected.get(key), within(1e-8));
      }
    }
  }
}
