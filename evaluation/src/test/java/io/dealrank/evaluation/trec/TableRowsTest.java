package io.dealrank.evaluation.trec;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.evaluation.rows.RowsByQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class TableRowsTest {
  private record Judged(
      String query, String listing, Integer grade, Double position, Double score) {
    InternalRow row() {
      Object[] cells = {
        UTF8String.fromString(query), UTF8String.fromString(listing), grade, position, score
      };
      return new GenericInternalRow(cells);
    }
  }

  /** Every query has the same key. */
  private static RowsByQuery<TableRows> queries(List<Judged> rows, boolean tiesByFirstRun) {
    return new RowsByQuery<>(
        rows.stream().map(Judged::row).iterator(),
        JudgedTable.Cell.QUERY,
        () -> new TableRows(2, tiesByFirstRun),
        query -> 5);
  }

  @RepeatedTest(50)
  void rows_rank_as_a_sort_by_the_definition_ranks_them() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Map<String, List<Judged>> expected = new LinkedHashMap<>();
    List<Judged> rows = new ArrayList<>();
    for (String query : List.of("a", "ab", "b")) {
      List<Judged> ofQuery = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(random.nextInt(10) == 0 ? 3000 : 100); i++) {
        Integer grade = random.nextBoolean() ? random.nextInt(5) - 1 : null;
        Double position = random.nextInt(5) > 0 ? (double) -random.nextInt(9) : null;
        Double score = random.nextInt(5) > 0 ? (double) random.nextInt(9) : null;
        ofQuery.add(new Judged(query, "l" + i, grade, position, score));
      }
      expected.put(query, ofQuery);
      rows.addAll(ofQuery);
    }
    Collections.shuffle(rows, random);
    for (boolean tiesByFirstRun : List.of(true, false)) {
      RowsByQuery<TableRows> queries = queries(rows, tiesByFirstRun);
      for (Map.Entry<String, List<Judged>> query : expected.entrySet()) {
        TableRows actual = queries.next();
        String about = "seed " + seed + ", query " + query.getKey();
        assertThat(actual.query().toString()).as(about).isEqualTo(query.getKey());
        assertThat(actual.duplicate()).as(about).isNull();
        List<Judged> ranked = ranked(query.getValue(), tiesByFirstRun);
        assertThat(actual.rank(1)).as(about).isEqualTo(ranked.size());
        assertThat(actual.scores(1, ranked.size()))
            .as(about)
            .containsExactly(ranked.stream().mapToDouble(Judged::score).toArray());
        assertThat(actual.grades(ranked.size()))
            .as(about)
            .containsExactly(
                ranked.stream().mapToInt(r -> r.grade() == null ? -1 : r.grade()).toArray());
        int[] judged = actual.judged();
        Arrays.sort(judged);
        assertThat(judged)
            .as(about)
            .containsExactly(
                query.getValue().stream()
                    .filter(r -> r.grade() != null)
                    .mapToInt(Judged::grade)
                    .sorted()
                    .toArray());
      }
      assertThat(queries.hasNext()).isFalse();
    }
  }

  private static List<Judged> ranked(List<Judged> rows, boolean tiesByFirstRun) {
    Comparator<Judged> order = Comparator.comparing(Judged::score, Comparator.reverseOrder());
    if (tiesByFirstRun) {
      order =
          order.thenComparing(
              Judged::position, Comparator.nullsLast(Comparator.<Double>reverseOrder()));
    }
    order = order.thenComparing(Judged::listing, Comparator.reverseOrder());
    return rows.stream().filter(row -> row.score() != null).sorted(order).toList();
  }

  @Test
  void the_first_listing_by_text_that_is_there_twice_is_found() {
    List<Judged> rows = new ArrayList<>();
    for (String listing : List.of("z", "\u00e9", "b", "a", "z", "b", "\u00e9", "b")) {
      rows.add(new Judged("q", listing, null, null, 1.0));
    }
    assertThat(queries(rows, false).next().duplicate()).isEqualTo("b");
  }
}
