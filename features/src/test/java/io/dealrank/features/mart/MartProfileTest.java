package io.dealrank.features.mart;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.rand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dealrank.testing.Rows;
import io.dealrank.testing.SharedSpark;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class MartProfileTest {
  private final SparkSession spark;

  MartProfileTest(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void a_column_of_numbers_is_described_day_by_day() {
    Dataset<Row> mart =
        Rows.of("ds DATE, entity_id STRING, as_of TIMESTAMP, x DOUBLE")
            .row("2026-01-01", "a", null, "1")
            .row("2026-01-01", "b", null, "2")
            .row("2026-01-01", "c", null, "3")
            .row("2026-01-01", "d", null, null)
            .row("2026-01-02", "a", null, "5")
            .row("2026-01-02", "b", null, "NaN")
            .row("2026-01-02", "c", null, "-Infinity")
            .row("2026-01-02", "d", null, null)
            .in(spark);
    List<Row> profile = rows(profile(mart));
    assertThat(profile).hasSize(2);
    Row first = profile.get(0);
    assertThat(first.getAs("ds").toString()).isEqualTo("2026-01-01");
    assertThat(first.<String>getAs("column")).isEqualTo("x");
    assertThat(first.<String>getAs("bucket")).isNull();
    assertThat(first.<Long>getAs("entities")).isEqualTo(4);
    assertThat(first.<Double>getAs("null_share")).isEqualTo(0.25);
    assertThat(first.<Double>getAs("not_finite_share")).isZero();
    assertThat(first.<Long>getAs("finite_values")).isEqualTo(3);
    assertThat(first.<Double>getAs("mean")).isEqualTo(2);
    assertThat(first.<Double>getAs("stddev")).isCloseTo(Math.sqrt(2.0 / 3), within(1e-12));
    assertThat(quantiles(first)).containsExactly(1.0, 1.0, 1.0, 2.0, 3.0, 3.0, 3.0);
    assertThat(first.getList(first.fieldIndex("deciles")).toString())
        .isEqualTo("[[1.0,1], [2.0,2], [3.0,3]]");
    assertThat(first.<Double>getAs("psi")).isNull();
    assertThat(first.<Long>getAs("buckets_left_out")).isNull();
    Row second = profile.get(1);
    assertThat(second.<Double>getAs("null_share")).isEqualTo(0.25);
    assertThat(second.<Double>getAs("not_finite_share")).isEqualTo(0.5);
    assertThat(second.<Long>getAs("finite_values")).isEqualTo(1);
    assertThat(second.<Double>getAs("mean")).isEqualTo(5);
    assertThat(second.<Double>getAs("stddev")).isZero();
    assertThat(quantiles(second)).containsOnly(5.0);
    // Bins up to 1, 2, 3 and above: counts 1, 1, 1, 0 and then 0, 0, 0, 1.
    double moved = 3 * (0.5 / 3 - 1.5 / 5) * Math.log((0.5 / 3) / (1.5 / 5));
    double arrived = (1.5 / 3 - 0.5 / 5) * Math.log((1.5 / 3) / (0.5 / 5));
    assertThat(second.<Double>getAs("psi")).isCloseTo(moved + arrived, within(1e-12));
  }

  @Test
  void a_map_has_a_row_for_the_whole_and_one_per_bucket() {
    Dataset<Row> mart =
        Rows.of("ds DATE, entity_id STRING, chat DOUBLE, phone DOUBLE")
            .row("2026-01-01", "a", "1", "7")
            .row("2026-01-01", "b", "3", null)
            .row("2026-01-01", "c", null, null)
            .row("2026-01-02", "a", "1", null)
            .in(spark)
            .select(
                col("ds"),
                col("entity_id"),
                expr("map_filter(map('chat', chat, 'phone', phone), (k, v) -> v is not null or entity_id = 'b')")
                    .as("m"));
    assertThat(
            rows(profile(mart).filter("ds = '2026-01-01'")).stream()
                .map(
                    r ->
                        r.getAs("bucket")
                            + " "
                            + r.getAs("entities")
                            + " "
                            + r.getAs("finite_values")
                            + " "
                            + r.getAs("mean")
                            + " "
                            + r.getAs("buckets_left_out")))
        .containsExactly("null 3 null null 0", "chat 3 2 2.0 null", "phone 3 1 7.0 null");
    List<Row> shares = rows(profile(mart).select("ds", "column", "bucket", "null_share", "psi"));
    // c has no entry at all; the entry of b for phone is null, which is no value either.
    assertThat(shares.get(0).getDouble(3)).isCloseTo(1.0 / 3, within(1e-15));
    assertThat(shares.get(1).getDouble(3)).isCloseTo(1.0 / 3, within(1e-15));
    assertThat(shares.get(2).getDouble(3)).isCloseTo(2.0 / 3, within(1e-15));
    // Of chat 1 and 3 on the day before, 1 is left; bins up to 1, up to 3, above.
    double stability =
        (1.5 / 2.5 - 1.5 / 3.5) * Math.log((1.5 / 2.5) / (1.5 / 3.5))
            + (0.5 / 2.5 - 1.5 / 3.5) * Math.log((0.5 / 2.5) / (1.5 / 3.5))
            + (0.5 / 2.5 - 0.5 / 3.5) * Math.log((0.5 / 2.5) / (0.5 / 3.5));
    assertThat(shares.get(4).getString(2)).isEqualTo("chat");
    assertThat(shares.get(4).getDouble(4)).isCloseTo(stability, within(1e-12));
    assertThat(shares).as("phone is gone on the second day").hasSize(5);
  }

  @Test
  void of_many_buckets_the_largest_have_rows_and_the_others_are_counted() {
    // Bucket b of 0..59 has b + 1 entities; 60 of them, so the ten smallest are left out.
    Dataset<Row> mart =
        spark
            .range(60)
            .selectExpr(
                "date'2026-01-01' as ds",
                "cast(id as string) as entity_id",
                "map_from_entries(transform(sequence(59 - id, 59), b -> struct(cast(b as string), 1D))) as m");
    List<Row> profile = rows(profile(mart));
    assertThat(profile).hasSize(MartProfile.BUCKETS + 1);
    assertThat(profile.get(0).<Long>getAs("buckets_left_out")).isEqualTo(10);
    assertThat(profile.stream().skip(1).map(r -> Integer.parseInt(r.getAs("bucket"))))
        .allMatch(bucket -> bucket >= 10);
  }

  @Test
  void of_equally_large_buckets_the_first_by_name_have_rows() {
    Dataset<Row> mart =
        spark
            .range(1)
            .selectExpr(
                "date'2026-01-01' as ds",
                "map_from_entries(transform(sequence(10, 69), b -> struct(cast(b as string), 1D))) as m");
    assertThat(rows(profile(mart)).stream().skip(1).map(r -> Integer.parseInt(r.getAs("bucket"))))
        .allMatch(bucket -> bucket < 60);
  }

  @Test
  void whole_numbers_and_decimals_are_numbers_and_of_the_rest_only_presence_is_told() {
    Dataset<Row> mart =
        Rows.of("ds DATE, entity_id STRING, b BIGINT, d DECIMAL(9,2), s STRING, t TIMESTAMP")
            .row("2026-01-01", "a", "4", "0.25", "x", "2026-01-01 00:00:00")
            .row("2026-01-01", "b", "6", "0.75", null, null)
            .in(spark)
            .withColumn("l", expr("if(s = 'x', array(1D), null)"))
            .withColumn("ms", expr("map('k', s)"))
            .withColumn("mi", expr("map(cast(b as int), b)"));
    assertThat(
            rows(profile(mart)).stream()
                .map(
                    r ->
                        r.getAs("column")
                            + " "
                            + r.getAs("bucket")
                            + " "
                            + r.getAs("null_share")
                            + " "
                            + r.getAs("finite_values")
                            + " "
                            + r.getAs("mean")))
        .containsExactly(
            "b null 0.0 2 5.0",
            "d null 0.0 2 0.5",
            "l null 0.5 null null",
            "mi null 0.0 null null",
            "mi 4 0.5 1 4.0",
            "mi 6 0.5 1 6.0",
            "ms null 0.0 null null",
            "ms k 0.5 null null",
            "s null 0.5 null null",
            "t null 0.5 null null");
  }

  @Test
  void a_column_of_nulls_and_an_empty_mart_do_not_fail() {
    Dataset<Row> mart =
        Rows.of("ds DATE, entity_id STRING, x DOUBLE").row("2026-01-01", "a", null).in(spark);
    Row row = rows(profile(mart)).get(0);
    assertThat(row.<Double>getAs("null_share")).isEqualTo(1);
    assertThat(row.<Long>getAs("finite_values")).isZero();
    assertThat(row.<Double>getAs("mean")).isNull();
    assertThat(row.<Double>getAs("median")).isNull();
    assertThat(row.isNullAt(row.fieldIndex("deciles"))).isTrue();
    assertThat(rows(profile(mart.limit(0)))).isEmpty();
  }

  @Test
  void the_same_day_twice_has_index_0_and_a_day_left_out_none() {
    Dataset<Row> day = days(1);
    Dataset<Row> mart =
        day.union(day.withColumn("ds", expr("ds + 1"))).union(day.withColumn("ds", expr("ds + 3")));
    List<Row> profile = rows(profile(mart).filter("finite_values > 0"));
    assertThat(profile).isNotEmpty();
    for (Row row : profile) {
      Double expected = row.getAs("ds").toString().equals("2026-01-02") ? 0.0 : null;
      assertThat(row.<Double>getAs("psi")).as("%s", row).isEqualTo(expected);
    }
  }

  @Test
  void order_and_partitions_of_the_rows_change_nothing() {
    Dataset<Row> mart = days(3);
    List<Row> expected = rows(profile(mart));
    assertThat(rows(profile(mart.orderBy(rand(11)).coalesce(1)))).isEqualTo(expected);
    assertThat(rows(profile(mart.repartition(7)))).isEqualTo(expected);
  }

  @Test
  void a_day_profiled_by_itself_after_the_day_before_has_the_same_rows() {
    Dataset<Row> mart = days(3);
    List<Row> together = rows(profile(mart).filter("ds = '2026-01-03'"));
    assertThat(together).anyMatch(row -> row.getAs("psi") != null && row.<Double>getAs("psi") > 0);
    Dataset<Row> stored = profile(mart).filter("ds = '2026-01-02'");
    assertThat(rows(MartProfile.of(mart.filter("ds = '2026-01-03'"), stored))).isEqualTo(together);
  }

  @Test
  void a_largest_value_that_many_have_is_counted_once_in_what_is_stored() {
    Dataset<Row> day =
        spark.range(10).selectExpr("DATE'2026-01-01' ds", "cast(least(id, 6) as double) capped");
    Dataset<Row> mart = day.union(day.withColumn("ds", expr("ds + 1")));
    Dataset<Row> stored = profile(mart).filter("ds = '2026-01-01'");
    List<Row> next = rows(MartProfile.of(mart.filter("ds = '2026-01-02'"), stored));
    assertThat(next.get(0).<Double>getAs("psi")).isEqualTo(0.0);
  }

  @Test
  void a_mart_is_read_once_and_shuffled_once() {
    Dataset<Row> mart = days(2);
    String plan = profile(mart).queryExecution().executedPlan().toString();
    assertThat(plan.split("Exchange", -1)).as(plan).hasSize(2);
    assertThat(plan.split("Range \\(", -1)).as(plan).hasSize(2);
  }

  @Test
  void a_mart_without_days_is_refused() {
    assertThatThrownBy(() -> profile(spark.range(1).toDF("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ds must be DATE, and is missing; columns found: x");
    assertThatThrownBy(() -> profile(spark.range(1).selectExpr("'2026-01-01' as ds", "id")))
        .hasMessageContaining("ds must be DATE, and is STRING");
  }

  @Test
  void a_profile_of_before_with_other_columns_is_refused() {
    assertThatThrownBy(() -> MartProfile.of(days(1), spark.range(1).toDF("x")))
        .hasMessageContaining("finite_values");
  }

  @Test
  void every_column_says_what_it_means() {
    for (StructField field : MartProfile.SCHEMA.fields()) {
      assertThat(field.getComment().isDefined()).as(field.name()).isTrue();
    }
    assertThat(profile(days(1)).schema().toDDL()).isEqualTo(MartProfile.SCHEMA.toDDL());
  }

  /** Entities with a column of fractions and a map, a little different every day. */
  private Dataset<Row> days(int days) {
    return spark
        .range(400L * days)
        .selectExpr(
            "date_add(date'2026-01-01', cast(id div 400 as int)) as ds",
            "cast(id as string) as entity_id",
            "if(id % 10 = 0, null, (id * 7919 % 1000) / 7 + id div 400) as x",
            "map(cast(id % 3 as string), sqrt(id * 31 % 97)) as m");
  }

  private Dataset<Row> profile(Dataset<Row> mart) {
    return MartProfile.of(mart, spark.createDataFrame(List.of(), MartProfile.SCHEMA));
  }

  private static List<Row> rows(Dataset<Row> profile) {
    return profile.orderBy("ds", "column", "bucket").collectAsList();
  }

  private static List<Double> quantiles(Row row) {
    return Stream.of("min", "q01", "q25", "median", "q75", "q99", "max")
        .map(row::<Double>getAs)
        .toList();
  }
}
