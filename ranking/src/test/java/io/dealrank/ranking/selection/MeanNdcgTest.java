package io.dealrank.ranking.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.evaluation.metrics.Gain;
import io.dealrank.evaluation.metrics.TieAveragedNdcg;
import io.dealrank.testing.SharedSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class MeanNdcgTest {
  private static final long SEED = new Random().nextInt(1_000_000);
  private static final StructType SCHEMA =
      StructType.fromDDL("query_id STRING, model_score DOUBLE, label INT");

  private static MeanNdcg of(Dataset<Row> rows, int depth) {
    return MeanNdcg.of(rows, "query_id", "model_score", "label", depth);
  }

  /** Few different scores, so that most positions are shared. */
  @Test
  void it_is_the_mean_over_the_lists_of_the_tie_averaged_ndcg(SparkSession spark) {
    Random random = new Random(SEED);
    List<Row> rows = new ArrayList<>();
    double sum = 0;
    int lists = 0;
    int empty = 0;
    for (int q = 0; q < 80; q++) {
      int size = 1 + random.nextInt(20);
      int[] grades = new int[size];
      double[] scores = new double[size];
      boolean any = false;
      for (int i = 0; i < size; i++) {
        grades[i] = random.nextInt(3) == 0 ? random.nextInt(5) : 0;
        scores[i] = random.nextInt(6) - 2.5;
        any |= grades[i] > 0;
        rows.add(RowFactory.create("q" + q, scores[i], grades[i]));
      }
      rows.add(RowFactory.create("q" + q, 9.0, null));
      if (any) {
        sum += TieAveragedNdcg.at(4, grades, scores, Gain.EXPONENTIAL, Discount.LOG2);
        lists++;
      } else {
        empty++;
      }
    }
    for (int partitions : new int[] {1, 5}) {
      MeanNdcg found = of(spark.createDataFrame(rows, SCHEMA).repartition(partitions), 4);
      assertThat(found.mean()).as("seed " + SEED).isCloseTo(sum / lists, within(1e-12));
      assertThat(found.lists()).as("seed " + SEED).isEqualTo(lists);
      assertThat(found.emptyLists()).as("seed " + SEED).isEqualTo(empty);
    }
  }

  @Test
  void without_a_gain_it_is_not_defined(SparkSession spark) {
    MeanNdcg found = of(spark.createDataFrame(List.of(RowFactory.create("q", 1.0, 0)), SCHEMA), 10);
    assertThat(found.mean()).isNaN();
    assertThat(found.lists()).isZero();
    assertThat(found.emptyLists()).isEqualTo(1);
    MeanNdcg none = of(spark.createDataFrame(List.<Row>of(), SCHEMA), 10);
    assertThat(none.mean()).isNaN();
    assertThat(none.emptyLists()).isZero();
  }
}
