package io.dealrank.evaluation.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class JudgedListsTest {
  private static InternalRow row(String query, String listing, int position, double score) {
    Object[] cells = {text(query), text("s"), text(listing), position, null, 1, score};
    return new GenericInternalRow(cells);
  }

  private static UTF8String text(String text) {
    return UTF8String.fromString(text);
  }

  /** The same for a and b. */
  private static long key(UTF8String query) {
    return query != null && List.of("a", "b").contains(query.toString()) ? -3 : 8;
  }

  private static List<JudgedList> lists(InternalRow... rows) {
    List<JudgedList> lists = new ArrayList<>();
    new JudgedLists(List.of(rows).iterator(), 0, JudgedListsTest::key).forEachRemaining(lists::add);
    return lists;
  }

  @Test
  void queries_that_share_a_key_are_told_apart() {
    List<JudgedList> lists =
        lists(
            row("b", "x", 2, 0.1),
            row("a", "y", 1, 0.2),
            row("b", "y", 1, 0.3),
            row("c", "z", 1, 0.4));
    assertThat(lists).extracting(JudgedList::query).containsExactly("a", "b", "c");
    assertThat(lists.get(1).modelScores()).containsExactly(0.3, 0.1);
  }

  @Test
  void positions_that_tie_are_in_the_order_of_the_bytes_of_the_ids() {
    JudgedList list =
        lists(
                row("q", "\u00e9", 1, 0.1),
                row("q", "z", 1, 0.2),
                row("q", "a", 2, 0.3),
                row("q", "Z", 1, 0.4))
            .get(0);
    assertThat(list.modelScores()).containsExactly(0.4, 0.2, 0.1, 0.3);
  }

  @Test
  void a_query_of_null_is_refused() {
    assertThatThrownBy(() -> lists(row(null, "l5", 1, 0.1)))
        .hasMessageContaining("query_id is null for listing l5");
  }

  /** A row of a list, to be sorted by the letter of the definition. */
  private record Shown(int position, String listing, double score, Double feature) {}

  @RepeatedTest(50)
  void rows_in_any_order_make_the_list_in_production_order() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<Shown> shown = new ArrayList<>();
    int listings = 1 + random.nextInt(random.nextInt(10) == 0 ? 5000 : 100);
    for (int i = 0; i < listings; i++) {
      String listing = random.nextInt(5) == 0 ? null : "l" + random.nextInt(1_000_000) + "-" + i;
      Double feature = random.nextBoolean() ? random.nextDouble() : null;
      int position = random.nextInt(2 * listings);
      shown.add(new Shown(position, listing, random.nextDouble(), feature));
    }
    List<InternalRow> rows = new ArrayList<>();
    for (Shown row : shown) {
      Object[] cells = {
        text("q"),
        text("searcher of " + row.score()),
        text(row.listing()),
        row.position(),
        null,
        1,
        row.score(),
        row.feature()
      };
      rows.add(new GenericInternalRow(cells));
    }
    shown.sort(
        Comparator.comparingInt(Shown::position)
            .thenComparing(Shown::listing, Comparator.nullsFirst(Comparator.naturalOrder())));
    JudgedList list = new JudgedLists(rows.iterator(), 1).next();
    String about = "seed " + seed;
    assertThat(list.positions())
        .as(about)
        .containsExactly(shown.stream().mapToInt(Shown::position).toArray());
    assertThat(list.modelScores())
        .as(about)
        .containsExactly(shown.stream().mapToDouble(Shown::score).toArray());
    assertThat(list.feature(0))
        .as(about)
        .containsExactly(
            shown.stream()
                .mapToDouble(row -> row.feature() == null ? Double.NaN : row.feature())
                .toArray());
    assertThat(list.searcher()).as(about).isEqualTo("searcher of " + shown.get(0).score());
  }

  @RepeatedTest(200)
  void scores_rank_as_a_stable_sort_ranks_them() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    double[] scores =
        random.doubles(random.nextInt(130)).map(x -> Math.floor(20 * x) - 10).toArray();
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      expected.add(i);
    }
    expected.sort((a, b) -> Double.compare(scores[b] + 0.0, scores[a] + 0.0));
    RankedScores ranked = RankedScores.descending(scores);
    assertThat(ranked.order())
        .as("seed " + seed)
        .containsExactly(expected.stream().mapToInt(i -> i).toArray());
    assertThat(new TiedScores().of(scores)).as("seed " + seed).isEqualTo(tied(scores));
  }

  /** How many share their score with another, by looking at all pairs. */
  static int tied(double[] scores) {
    int tied = 0;
    for (double one : scores) {
      tied += java.util.Arrays.stream(scores).filter(other -> other == one).count() > 1 ? 1 : 0;
    }
    return tied;
  }
}
