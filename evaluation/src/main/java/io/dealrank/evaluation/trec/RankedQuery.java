package io.dealrank.evaluation.trec;

import java.util.Arrays;

/**
 * One query as the measures see it. All arrays of documents are in the order of the ranking, after
 * depth and condensing.
 *
 * @param ranked grades; -1 where there is no judgment
 * @param relevance the same by level: 1 relevant, 0 judged not relevant, -1 no judgment
 * @param scores of the documents
 * @param positive every grade above 0 of the query, returned or not, in any order
 * @param relevant judged relevant documents, returned or not
 * @param notRelevant documents judged not relevant, returned or not
 * @param highest the highest grade of all queries
 * @param conventions gain and discount
 */
record RankedQuery(
    int[] ranked,
    int[] relevance,
    double[] scores,
    int[] positive,
    int relevant,
    int notRelevant,
    int highest,
    TrecConventions conventions) {

  /** The grade of a document without judgment. */
  static final int NOT_JUDGED = -1;

  /**
   * A query from its judgments and its results.
   *
   * @param judged grades of all judgments, in any order; negative: not judged
   * @param grades of the results in the order of the ranking, cut at the depth; negative: not
   *     judged
   * @param scores of the results
   * @param highest the highest grade of all queries
   */
  static RankedQuery of(
      int[] judged, int[] grades, double[] scores, int highest, TrecConventions conventions) {
    int[] positive = new int[judged.length];
    int positives = 0;
    int relevant = 0;
    int notRelevant = 0;
    for (int grade : judged) {
      if (grade > 0) {
        positive[positives++] = grade;
      }
      relevant += grade >= conventions.level() ? 1 : 0;
      notRelevant += grade >= 0 && grade < conventions.level() ? 1 : 0;
    }
    int[] ranked = new int[grades.length];
    int[] relevance = new int[grades.length];
    double[] kept = new double[grades.length];
    int length = 0;
    for (int i = 0; i < grades.length; i++) {
      if (grades[i] >= 0 || !conventions.condensed()) {
        ranked[length] = Math.max(grades[i], NOT_JUDGED);
        relevance[length] = grades[i] >= conventions.level() ? 1 : Math.min(ranked[length], 0);
        kept[length++] = scores[i];
      }
    }
    return new RankedQuery(
        Arrays.copyOf(ranked, length),
        Arrays.copyOf(relevance, length),
        Arrays.copyOf(kept, length),
        Arrays.copyOf(positive, positives),
        relevant,
        notRelevant,
        highest,
        conventions);
  }

  int returned() {
    return ranked.length;
  }

  int relevantReturned() {
    int found = 0;
    for (int value : relevance) {
      found += value > 0 ? 1 : 0;
    }
    return found;
  }

  int notRelevantReturned() {
    int found = 0;
    for (int value : relevance) {
      found += value == 0 ? 1 : 0;
    }
    return found;
  }

  int notJudgedAmongFirst(int k) {
    int found = 0;
    for (int i = 0; i < Math.min(k, relevance.length); i++) {
      found += relevance[i] < 0 ? 1 : 0;
    }
    return found;
  }

  /** A value that is not defined without a relevant document. */
  double ifRelevant(double value) {
    return relevant == 0 ? Double.NaN : value;
  }
}
