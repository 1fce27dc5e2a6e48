package io.dealrank.evaluation.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dealrank.testing.SharedSpark;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
class ListChangesTest {
  private static final BacktestMetric METRIC = BacktestMetric.of("ndcg_10");

  private static Row list(String query, Double production, Double model) {
    String state = production == null ? "no_positive" : "compared";
    return RowFactory.create(query, "s", null, 7, 2, 0, state, production, model, 0.5);
  }

  private static Dataset<Row> perQuery(SparkSession spark, List<Row> rows) {
    return spark.createDataFrame(rows, PerQuery.schema(List.of(METRIC)));
  }

  private static Map<Integer, Long> histogram(Dataset<Row> perQuery) {
    Map<Integer, Long> lists = new HashMap<>();
    for (Row row : ListChanges.histogram(perQuery, METRIC).collectAsList()) {
      ListChanges.Bin bin = ListChanges.Bin.from(row);
      lists.put(bin.bin(), bin.lists());
    }
    return lists;
  }

  @Test
  void a_change_of_exactly_a_tenth_is_in_the_first_bin_on_both_sides(SparkSession spark) {
    Dataset<Row> perQuery =
        perQuery(
            spark,
            List.of(
                list("up", 0.2, 0.3),
                list("down", 0.3, 0.2),
                list("a little", 0.5, 0.5 + 1e-6),
                list("same", 0.7, 0.7),
                list("rounding", 0.7, 0.7 + 1e-13),
                list("all", 0.0, 1.0),
                list("lost", 1.0, 0.0),
                list("left out", null, null)));
    assertThat(histogram(perQuery)).isEqualTo(Map.of(1, 2L, -1, 1L, 0, 2L, 10, 1L, -10, 1L));
  }

  @Test
  void bins_agree_with_decimal_arithmetic(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    Map<Integer, Long> expected = new HashMap<>();
    for (int production = 0; production <= 100; production += 5) {
      for (int model = 0; model <= 100; model++) {
        rows.add(list("q" + production + "-" + model, production / 100.0, model / 100.0));
        int size =
            BigDecimal.valueOf(Math.abs(model - production), 1)
                .setScale(0, RoundingMode.CEILING)
                .intValue();
        expected.merge(size * Integer.signum(model - production), 1L, Long::sum);
      }
    }
    assertThat(histogram(perQuery(spark, rows).repartition(3))).isEqualTo(expected);
  }

  @Test
  void the_worst_lists_come_first_and_winners_never(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      rows.add(list("q%02d".formatted(i), 0.5, 0.5 + (i % 20 - 12) / 40.0));
    }
    List<WorstList> worst =
        ListChanges.worst(perQuery(spark, rows).repartition(4), METRIC, 30).collectAsList().stream()
            .map(WorstList::from)
            .toList();
    assertThat(worst).hasSize(24).allMatch(list -> list.change() < 0);
    assertThat(worst)
        .isSortedAccordingTo(
            Comparator.comparingDouble(WorstList::change).thenComparing(WorstList::queryId));
    assertThat(worst.get(0).queryId()).isEqualTo("q00");
    assertThat(worst.get(1).queryId()).isEqualTo("q20");
    assertThat(worst.get(0)).isEqualTo(new WorstList("q00", "s", 7, 2, 0.5, 0.2));
    assertThat(ListChanges.worst(perQuery(spark, rows), METRIC, 3).count()).isEqualTo(3);
  }

  @Test
  void no_list_has_an_empty_histogram(SparkSession spark) {
    assertThat(histogram(perQuery(spark, List.of()))).isEmpty();
  }

  @Test
  void asking_for_no_list_is_refused(SparkSession spark) {
    Dataset<Row> perQuery = perQuery(spark, List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ListChanges.worst(perQuery, METRIC, 0))
        .withMessageContaining("0 lists are asked for");
  }
}
