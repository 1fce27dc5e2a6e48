package io.dealrank.evaluation.trec;

import java.util.Arrays;

/** Joins the judgments and the results of one query after the other; one per evaluation. */
final class RankedQueries {
  private static final int NOT_JUDGED = -1;

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
    int[] positive = new int[judgments.length(judgedQuery)];
    int positives = 0;
    int relevant = 0;
    int notRelevant = 0;
    for (int i = judgments.start[judgedQuery]; i < judgments.start[judgedQuery + 1]; i++) {
      int grade = (int) judgments.value[judgments.order[i]];
      if (grade > 0) {
        positive[positives++] = grade;
      }
      relevant += grade >= conventions.level() ? 1 : 0;
      notRelevant += grade >= 0 && grade < conventions.level() ? 1 : 0;
    }
    int returned = runQuery < 0 ? 0 : ordered(runQuery);
    int[] ranked = new int[returned];
    double[] scores = new double[returned];
    int length = 0;
    if (returned > 0) {
      judgments.index(judgedQuery, index);
    }
    for (int i = 0; i < returned; i++) {
      int judgment = judgments.find(index, run.rows(), order[i]);
      int grade = judgment < 0 ? NOT_JUDGED : (int) judgments.value[judgment];
      if (grade >= 0 || !conventions.condensed()) {
        ranked[length] = Math.max(grade, NOT_JUDGED);
        scores[length++] = run.rows().value[order[i]];
      }
    }
    ranked = Arrays.copyOf(ranked, length);
    return new RankedQuery(
        ranked,
        relevance(ranked),
        Arrays.copyOf(scores, length),
        Arrays.copyOf(positive, positives),
        relevant,
        notRelevant,
        qrels.highestGrade(),
        conventions);
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

  private int[] relevance(int[] ranked) {
    int[] relevance = new int[ranked.length];
    for (int i = 0; i < ranked.length; i++) {
      relevance[i] = ranked[i] >= conventions.level() ? 1 : Math.min(ranked[i], 0);
    }
    return relevance;
  }
}
