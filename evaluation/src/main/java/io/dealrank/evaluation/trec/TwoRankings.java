package io.dealrank.evaluation.trec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The results of two runs for one query, documents as numbers.
 *
 * @param query its id
 * @param first documents of the first run in ranked order
 * @param second documents of the second run in ranked order
 * @param grades by document; -1 where there is no judgment
 */
public record TwoRankings(String query, int[] first, int[] second, int[] grades) {
  /**
   * The queries that both runs and the judgments hold, in the order of the judgments.
   *
   * @param depth results of a query that are kept
   * @throws TrecFileException if there is no such query
   */
  public static List<TwoRankings> of(Qrels qrels, Run first, Run second, int depth) {
    QueryIds judged = qrels.rows().queries;
    List<TwoRankings> common = new ArrayList<>();
    for (int query = 0; query < judged.size(); query++) {
      int a = first.rows().queries.find(judged, query);
      int b = second.rows().queries.find(judged, query);
      if (a >= 0 && b >= 0) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] ofFirst = ranking(first, a, depth, numbers);
        int[] ofSecond = ranking(second, b, depth, numbers);
        common.add(
            new TwoRankings(
                judged.text(query), ofFirst, ofSecond, grades(qrels.rows(), query, numbers)));
      }
    }
    if (common.isEmpty()) {
      throw TrecFileException.nothingInCommon(second.file(), first.file(), qrels.file());
    }
    return common;
  }

  private static int[] ranking(Run run, int query, int depth, Map<String, Integer> numbers) {
    QueryRows rows = run.rows();
    int[] order = new int[rows.length(query)];
    run.order(query, Ties.ID, order, new int[order.length]);
    int[] documents = new int[Math.min(depth, order.length)];
    for (int i = 0; i < documents.length; i++) {
      documents[i] = number(numbers, rows.document(order[i]));
    }
    return documents;
  }

  private static int number(Map<String, Integer> numbers, String document) {
    Integer known = numbers.putIfAbsent(document, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }

  private static int[] grades(QueryRows judgments, int query, Map<String, Integer> numbers) {
    int[] grades = new int[numbers.size()];
    Arrays.fill(grades, RankedQuery.NOT_JUDGED);
    for (int i = judgments.start[query]; i < judgments.start[query + 1]; i++) {
      int row = judgments.order[i];
      Integer number = numbers.get(judgments.document(row));
      if (number != null) {
        grades[number] = Math.max((int) judgments.value[row], RankedQuery.NOT_JUDGED);
      }
    }
    return grades;
  }
}
