package io.dealrank.ranking.benchmark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.Rows;
import io.dealrank.testing.SharedSpark;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class TargetFeaturesTest {
  private static final long SEED = new Random().nextLong();
  private static final double STRENGTH = 3;

  /**
   * 120 ratings of 8 users in few seconds, a fifth of them not learnt from; movies of two genres.
   */
  private static Dataset<Row> rows(SparkSession spark) {
    Random random = new Random(SEED);
    Rows rows =
        Rows.of("user STRING, movie STRING, time LONG, label DOUBLE, learnt BOOLEAN, m INT, u INT");
    for (int u = 0; u < 8; u++) {
      for (int m = 0; m < 15; m++) {
        rows.row(
            "u" + u,
            "m" + m,
            (long) random.nextInt(20),
            random.nextBoolean() ? 1.0 : 0.0,
            random.nextInt(5) > 0,
            m,
            u);
      }
    }
    Dataset<Row> table = rows.in(spark);
    for (int j = 0; j < 44; j++) {
      Column value =
          switch (j) {
            case 0 -> col("u").divide(10);
            case 1 -> col("u").mod(2);
            case 3 -> lit(1);
            case 24 -> col("m").mod(2);
            case 25 -> lit(1);
            case 43 -> lit(0.995);
            default -> lit(0);
          };
      table = table.withColumn("f" + j, value.cast("double"));
    }
    return table;
  }

  private static TreeMap<String, List<Double>> features(
      Dataset<Row> rows, Function<TargetFeatures, Dataset<Row>> features) {
    TreeMap<String, List<Double>> found = new TreeMap<>();
    for (Row row : features.apply(new TargetFeatures(rows, STRENGTH)).collectAsList()) {
      found.put(
          row.<String>getAs("user") + row.<String>getAs("movie"),
          TargetFeatures.names().stream()
              .map(row::<Double>getAs)
              .collect(Collectors.toUnmodifiableList()));
    }
    return found;
  }

  @Test
  void rates_as_of_the_time_are_those_of_a_naive_count(SparkSession spark) {
    List<Row> rows = rows(spark).collectAsList();
    TreeMap<String, List<Double>> features = features(rows(spark), TargetFeatures::asOf);
    assertThat(features).hasSize(rows.size());
    for (Row row : rows) {
      List<Row> before =
          rows.stream()
              .filter(r -> r.<Boolean>getAs("learnt"))
              .filter(r -> r.<Long>getAs("time") < row.<Long>getAs("time"))
              .toList();
      double all = rate(before, 0.5);
      List<Row> own =
          before.stream().filter(r -> r.getAs("user").equals(row.getAs("user"))).toList();
      assertThat(features.get(row.<String>getAs("user") + row.<String>getAs("movie")).get(0))
          .as("seed %d, %s", SEED, row)
          .isCloseTo(rate(own, all), within(1e-12));
    }
  }

  private static double rate(List<Row> rows, double coarser) {
    double likes = rows.stream().mapToDouble(r -> r.<Double>getAs("label")).sum();
    return (likes + STRENGTH * coarser) / (rows.size() + STRENGTH);
  }

  @Test
  void no_row_sees_its_own_label_or_one_that_is_not_learnt_from(SparkSession spark) {
    Dataset<Row> rows = rows(spark);
    Column one = col("user").equalTo("u3").and(col("movie").equalTo("m7"));
    Column flipped = lit(1.0).minus(col("label"));
    Dataset<Row> own = rows.withColumn("label", when(one, flipped).otherwise(col("label")));
    Dataset<Row> other =
        rows.withColumn("label", when(col("learnt"), col("label")).otherwise(flipped));
    for (Function<TargetFeatures, Dataset<Row>> way :
        List.<Function<TargetFeatures, Dataset<Row>>>of(
            of -> of.outOfFold(4), TargetFeatures::asOf)) {
      TreeMap<String, List<Double>> before = features(rows, way);
      assertThat(features(own, way).get("u3m7")).as("seed %d", SEED).isEqualTo(before.get("u3m7"));
      assertThat(features(other, way)).as("seed %d", SEED).isEqualTo(before);
    }
  }

  @Test
  void nothing_from_the_same_second_on_changes_features_as_of_it(SparkSession spark) {
    Dataset<Row> rows = rows(spark);
    Dataset<Row> later =
        rows.withColumn(
            "label",
            when(col("time").geq(10), lit(1.0).minus(col("label"))).otherwise(col("label")));
    TreeMap<String, List<Double>> before = features(rows, TargetFeatures::asOf);
    TreeMap<String, List<Double>> after = features(later, TargetFeatures::asOf);
    for (Row row : rows.filter("time <= 10").collectAsList()) {
      String key = row.<String>getAs("user") + row.<String>getAs("movie");
      assertThat(after.get(key)).as("seed %d, %s", SEED, row).isEqualTo(before.get(key));
    }
  }
}
