package io.dealrank.ranking.glmix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.SharedSpark;
import io.dealrank.testing.StartedJobs;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class OneTaskDescentTest {
  private static final long SEED = new Random().nextInt(1_000_000);
  private static final List<Row> ROWS = MixedRows.draw(600, 8, 15, SEED);

  private static GlmixClassifier classifier(int partitions, int passes) {
    return MixedRows.classifier()
        .setVariance("full")
        .setTolerance(0)
        .setPartitions(partitions)
        .setPasses(passes);
  }

  @Test
  void five_passes_take_as_many_jobs_as_one(SparkSession spark) throws Exception {
    Dataset<Row> rows = MixedRows.table(spark, ROWS);
    assertThat(jobs(spark, classifier(1, 5), rows))
        .isEqualTo(jobs(spark, classifier(1, 1), rows))
        .isLessThan(jobs(spark, classifier(2, 1), rows));
  }

  private static int jobs(SparkSession spark, GlmixClassifier classifier, Dataset<Row> rows)
      throws Exception {
    return StartedJobs.during(
        spark,
        () -> {
          var unused = classifier.fit(rows);
        });
  }

  @Test
  void every_update_is_recorded_as_by_many_tasks(SparkSession spark) {
    Dataset<Row> older = MixedRows.table(spark, ROWS.subList(0, 400));
    Dataset<Row> newer = MixedRows.table(spark, ROWS.subList(400, 600));
    GlmixModel before = classifier(1, 2).fit(older);
    List<GlmixStep> one = history(classifier(1, 3).setInitialModel(before), newer);
    List<GlmixStep> many = history(classifier(5, 3).setInitialModel(before), newer);
    assertThat(one).hasSameSizeAs(many);
    for (int i = 0; i < one.size(); i++) {
      GlmixStep step = one.get(i);
      String where = "seed " + SEED + " " + step;
      assertThat(step.coordinate()).as(where).isEqualTo(many.get(i).coordinate());
      assertThat(step.pass()).as(where).isEqualTo(many.get(i).pass());
      assertThat(step.entities()).as(where).isEqualTo(many.get(i).entities());
      assertThat(step.objective())
          .as(where)
          .isCloseTo(many.get(i).objective(), within(1e-8 * step.objective()));
      if (i > 0) {
        double last = one.get(i - 1).objective();
        assertThat(step.objective()).as(where).isLessThanOrEqualTo(last * (1 + 1e-12));
      }
    }
  }

  private static List<GlmixStep> history(GlmixClassifier classifier, Dataset<Row> rows) {
    return classifier.fit(rows).fitted().history();
  }

  @Test
  void the_mean_of_a_label_gives_its_loss() {
    Random random = new Random(SEED);
    for (int i = 0; i < 1000; i++) {
      double s = 20 * random.nextGaussian();
      double t = random.nextDouble();
      for (Loss loss : Loss.values()) {
        double expected = loss.value(s, t);
        assertThat(loss.value(s, loss.mean(s), t))
            .as("seed " + SEED + " " + loss + " at " + s + ", " + t)
            .isCloseTo(expected, within(1e-14 * (1 + Math.abs(s) + expected)));
      }
    }
  }
}
