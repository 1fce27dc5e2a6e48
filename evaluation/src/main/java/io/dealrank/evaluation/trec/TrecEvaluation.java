package io.dealrank.evaluation.trec;

import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.evaluation.metrics.Gain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Evaluates a run against judgments by the rules of trec_eval's default mode.
 *
 * <ul>
 *   <li>Order: score descending as double, equal scores by document id descending in UTF-8 bytes.
 *   <li>A document without judgment has grade 0.
 *   <li>The ideal order of NDCG holds every judged document, returned or not.
 *   <li>Evaluated are the queries that both files hold; the mean is arithmetic over them.
 *   <li>A query without a relevant document has value 0 and is counted.
 * </ul>
 *
 * @param measures what to compute, in the order of the result
 * @param gain what a grade is worth in NDCG; trec_eval: linear
 * @param discount what a rank is worth in NDCG; trec_eval: log2
 */
public record TrecEvaluation(List<TrecMeasure> measures, Gain gain, Discount discount) {
  private static final int[] NO_GRADES = {};

  public TrecEvaluation {
    measures = List.copyOf(measures);
  }

  /** trec_eval's own conventions. */
  public static TrecEvaluation of(List<TrecMeasure> measures) {
    return new TrecEvaluation(measures, Gain.LINEAR, Discount.LOG2);
  }

  /**
   * The value of every measure for every query that both files hold.
   *
   * @throws TrecFileException if they hold no query in common
   */
  public TrecResult evaluate(Qrels qrels, Run run) {
    Map<String, SortedMap<String, Double>> values = new LinkedHashMap<>();
    measures.forEach(measure -> values.put(measure.name(), new TreeMap<>(Run.UTF8_ORDER)));
    int evaluated = 0;
    int withoutRelevant = 0;
    for (String query : run.scores().keySet()) {
      Map<String, Integer> grades = qrels.grades().get(query);
      if (grades == null) {
        continue;
      }
      int[] judged = grades.values().stream().mapToInt(Integer::intValue).toArray();
      int[] ranked = rankedGrades(run.ranking(query), grades);
      for (TrecMeasure measure : measures) {
        double value = measure.value(ranked, judged, gain, discount);
        values.get(measure.name()).put(query, Double.isNaN(value) ? 0 : value);
      }
      evaluated++;
      withoutRelevant += hasRelevant(judged) ? 0 : 1;
    }
    if (evaluated == 0) {
      throw TrecFileException.nothingInCommon(run.file(), qrels.file());
    }
    return new TrecResult(
        values,
        new TrecResult.Counts(
            evaluated,
            withoutRelevant,
            run.scores().size() - evaluated,
            qrels.grades().size() - evaluated));
  }

  private static int[] rankedGrades(List<String> ranking, Map<String, Integer> grades) {
    return ranking.isEmpty()
        ? NO_GRADES
        : ranking.stream().mapToInt(document -> grades.getOrDefault(document, 0)).toArray();
  }

  private static boolean hasRelevant(int[] judged) {
    for (int grade : judged) {
      if (grade > 0) {
        return true;
      }
    }
    return false;
  }
}
