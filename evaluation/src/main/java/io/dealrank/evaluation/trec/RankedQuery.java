package io.dealrank.evaluation.trec;

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
