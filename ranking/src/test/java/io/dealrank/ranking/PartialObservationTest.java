package io.dealrank.ranking;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dealrank.testing.SharedSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class PartialObservationTest {
  private static final StructType SCHEMA =
      StructType.fromDDL(
          "query_id STRING, listing_id STRING, a DOUBLE, share DOUBLE, label INT, weight DOUBLE");

  private static Ranker ranker() {
    return new LogisticRegressionRanker()
        .setRegParam(0)
        .setTrainingPartitions(2)
        .setFeatureColumns("a");
  }

  /** P(y = 1) = sigmoid(a - 0.5), a standard normal; the larger a, the larger the share. */
  private static Dataset<Row> table(SparkSession spark, int count, long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double a = random.nextGaussian();
      double share = 0.1 + 0.9 / (1 + Math.exp(-2 * a - random.nextGaussian()));
      double p = 1 / (1 + Math.exp(0.5 - a));
      int label = random.nextDouble() < share * p ? 1 : 0;
      rows.add(RowFactory.create("q" + i / 10, "l" + i, a, share, label, 0.5 + (i % 3)));
    }
    return spark.createDataFrame(rows, SCHEMA).coalesce(1);
  }

  @Test
  void finds_the_maximum_of_the_likelihood_and_the_planted_truth(SparkSession spark) {
    Dataset<Row> table = table(spark, 4000, 11);
    double[] oracle = likelihoodMaximum(table.collectAsList());
    RankingModel model = new PartialObservation("share", 12).fit(ranker(), table);

    Map<String, Double> scores = Scores.of(model, table);
    for (Row row : table.collectAsList()) {
      double expected = oracle[0] + oracle[1] * row.<Double>getAs("a");
      assertThat(Math.abs(scores.get(row.<String>getAs("listing_id")) - expected)).isLessThan(1e-2);
    }
    // planted: slope 1; the naive fit takes the rising share for a rising probability
    assertThat(oracle[1]).isBetween(0.8, 1.2);
    assertThat(slope(ranker().fit(table))).isGreaterThan(1.25);
  }

  /** Gradient ascent on sum c ln(e p) + (1 - c) ln(1 - e p): obviously the definition. */
  private static double[] likelihoodMaximum(List<Row> rows) {
    double intercept = 0;
    double slope = 0;
    for (int step = 0; step < 3000; step++) {
      double byIntercept = 0;
      double bySlope = 0;
      for (Row row : rows) {
        double a = row.getDouble(2);
        double e = row.getDouble(3);
        double p = 1 / (1 + Math.exp(-intercept - slope * a));
        double g = row.getInt(4) == 1 ? 1 - p : -e * p * (1 - p) / (1 - e * p);
        byIntercept += g / rows.size();
        bySlope += g * a / rows.size();
      }
      intercept += 2 * byIntercept;
      slope += 2 * bySlope;
    }
    return new double[] {intercept, slope};
  }

  private static double slope(RankingModel model) {
    return model.featureWeights().get(0).weight();
  }

  @Test
  void rows_observed_in_full_are_fitted_as_ever(SparkSession spark) {
    Dataset<Row> table = table(spark, 400, 12).withColumn("share", lit(1.0));
    RankingModel plain = ranker().fit(table);
    RankingModel partial = new PartialObservation("share", 2).fit(ranker(), table);

    assertThat(Scores.distance(Scores.of(plain, table), Scores.of(partial, table)))
        .isLessThan(1e-6);
  }

  @Test
  void weights_of_the_ranker_are_multiplied_in_and_its_columns_kept(SparkSession spark) {
    Dataset<Row> table = table(spark, 400, 13);
    Ranker weighted = ranker().setWeightColumn("weight");
    Dataset<Row> ones = table.withColumn("share", lit(1.0));
    RankingModel model = new PartialObservation("share", 1).fit(weighted, ones);

    assertThat(Scores.distance(Scores.of(weighted.fit(ones), ones), Scores.of(model, ones)))
        .isLessThan(1e-6);
    assertThat(model.getOrDefault(model.weightColumn())).isEqualTo("weight");
    RankingModel unweighted = new PartialObservation("share", 1).fit(ranker(), table);
    assertThat(unweighted.isDefined(unweighted.weightColumn())).isFalse();
  }

  @Test
  void negatives_that_could_not_be_seen_change_nothing(SparkSession spark) {
    Dataset<Row> table = table(spark, 400, 14);
    Dataset<Row> unseen =
        table.filter("label = 0").withColumn("share", lit(0.0)).withColumn("a", lit(3.0));
    PartialObservation observation = new PartialObservation("share", 2);

    assertThat(
            Scores.distance(
                Scores.of(observation.fit(ranker(), table), table),
                Scores.of(observation.fit(ranker(), table.union(unseen)), table)))
        .isLessThan(1e-4);
  }

  @Test
  void bad_shares_are_counted(SparkSession spark) {
    Dataset<Row> table = table(spark, 100, 15);
    PartialObservation observation = new PartialObservation("share");
    for (Object bad : new Object[] {Double.NaN, -0.1, 1.1}) {
      Dataset<Row> broken =
          table.withColumn(
              "share", when(col("query_id").equalTo("q3"), bad).otherwise(col("share")));
      assertThatThrownBy(() -> observation.fit(ranker(), broken))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'share' has 10 values");
    }
    assertThatThrownBy(() -> observation.fit(ranker(), table.drop("share")))
        .hasMessageContaining("observed share column 'share' is missing");
    assertThatThrownBy(() -> new PartialObservation("share", 0)).hasMessageContaining("was 0");
  }
}
