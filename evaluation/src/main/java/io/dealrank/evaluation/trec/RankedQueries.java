package io.dealrank.evaluation.trec;

/** Joins the judgments and the results of one query after the other; one per evaluation. */
final class RankedQueries {
  private final Qrels qrels;
  private final Run run;
  private final TrecConventions conventions;
  private final DocumentIndex index = new DocumentIndex();
  private int[] order = new int[256];
  private int[] scratch = new int[256];

  RankedQueries(Qrels qrels, Run run, TrecConventions conventions) {
    this.qrels = qrels;
    this.run = run;
    this.conventions = conventions;
  }

  /** A query by its number in the qrels and in the run; -1 where the run does not hold it. */
  RankedQuery of(int judgedQuery, int runQuery) {
    QueryRows judgments = qrels.rows();
    int first = judgments.start[judgedQuery];
    int[] judged = new int[judgments.length(judgedQuery)];
    for (int i = 0; i < judged.length; i++) {
      judged[i] = (int) judgments.value[judgments.order[first + i]];
    }
    int returned = runQuery < 0 ? 0 : ordered(runQuery);
    if (returned > 0) {
      judgments.index(judgedQuery, index);
    }
    int[] grades = new int[returned];
    double[] scores = new double[returned];
    for (int i = 0; i < returned; i++) {
      int judgment = judgments.find(index, run.rows(), order[i]);
      grades[i] = judgment < 0 ? RankedQuery.NOT_JUDGED : (int) judgments.value[judgment];
      scores[i] = run.rows().value[order[i]];
    }
    return RankedQuery.of(judged, grades, scores, qrels.highestGrade(), conventions);
  }

  /** Brings the results of a query into order; returns how many count. */
  private int ordered(int runQuery) {
    int length = run.rows().length(runQuery);
    if (length > order.length) {
      order = new int[length * 2];
      scratch = new int[length * 2];
    }
    run.order(runQuery, conventions.ties(), order, scratch);
    return Math.min(length, conventions.depth());
  }
}
