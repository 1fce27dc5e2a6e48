package io.dealrank.evaluation.trec;

import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.evaluation.metrics.Gain;
import io.dealrank.evaluation.metrics.Ndcg;
import java.io.Serializable;

/**
 * The conventions of an evaluation; {@link #TREC_EVAL} are those of trec_eval without options.
 *
 * @param gain what a grade is worth in NDCG
 * @param discount what a rank is worth in NDCG
 * @param ties what becomes of documents with equal scores
 * @param complete every query of the qrels counts, with 0 where the run does not hold it (trec_eval
 *     -c); else the queries that both files hold
 * @param condensed documents without a judgment are removed from the run before anything is
 *     computed (trec_eval -J); else they are not relevant
 * @param level the lowest grade that is relevant to the measures that only ask relevant or not
 *     (trec_eval -l), at least 1; NDCG and ERR go by the grade
 * @param depth the results of a query that count (trec_eval -M), taken before condensing
 * @param undefined what becomes of a query without a relevant document
 */
public record TrecConventions(
    Gain gain,
    Discount discount,
    Ties ties,
    boolean complete,
    boolean condensed,
    int level,
    int depth,
    Undefined undefined)
    implements Serializable {

  /** What becomes of a query for which a measure is not defined, having no relevant document. */
  public enum Undefined {
    /** It has value 0 and is counted, as in trec_eval; AUC stays out. */
    ZERO,
    /** Its value is NaN; it is left out of the mean and counted apart. */
    SKIP
  }

  /** Linear gain, log2, queries in both files, grade 1 is relevant, no limit, 0 where undefined. */
  public static final TrecConventions TREC_EVAL =
      new TrecConventions(
          Gain.LINEAR, Discount.LOG2, Ties.ID, false, false, 1, Ndcg.WHOLE_LIST, Undefined.ZERO);

  public TrecConventions {
    if (level < 1 || depth < 1) {
      throw new IllegalArgumentException("level " + level + " and depth " + depth + ": below 1");
    }
  }

  /** The same with another gain. */
  public TrecConventions withGain(Gain other) {
    return new TrecConventions(other, discount, ties, complete, condensed, level, depth, undefined);
  }

  /** The same with another discount. */
  public TrecConventions withDiscount(Discount other) {
    return new TrecConventions(gain, other, ties, complete, condensed, level, depth, undefined);
  }

  /** The same with another rule for ties. */
  public TrecConventions withTies(Ties other) {
    return new TrecConventions(gain, discount, other, complete, condensed, level, depth, undefined);
  }

  /** The same over every query of the qrels. */
  public TrecConventions overAllJudgedQueries() {
    return new TrecConventions(gain, discount, ties, true, condensed, level, depth, undefined);
  }

  /** The same with judged documents only. */
  public TrecConventions judgedDocumentsOnly() {
    return new TrecConventions(gain, discount, ties, complete, true, level, depth, undefined);
  }

  /** The same with another lowest relevant grade. */
  public TrecConventions withLevel(int other) {
    return new TrecConventions(gain, discount, ties, complete, condensed, other, depth, undefined);
  }

  /** The same with another depth. */
  public TrecConventions withDepth(int other) {
    return new TrecConventions(gain, discount, ties, complete, condensed, level, other, undefined);
  }

  /** The same with another rule for queries without a relevant document. */
  public TrecConventions withUndefined(Undefined other) {
    return new TrecConventions(gain, discount, ties, complete, condensed, level, depth, other);
  }
}
