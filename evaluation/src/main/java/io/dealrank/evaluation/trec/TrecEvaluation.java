package io.dealrank.evaluation.trec;

import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.evaluation.metrics.Gain;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Evaluates a run against judgments by the rules of trec_eval.
 *
 * <ul>
 *   <li>Order: score descending as double, equal scores by document id descending in UTF-8 bytes.
 *   <li>A document without judgment, or with a negative grade, gains nothing.
 *   <li>The ideal order of NDCG holds every judged document, returned or not.
 *   <li>Evaluated are the queries that both files hold; the mean is arithmetic over them.
 *   <li>A query without a relevant document has value 0 and is counted.
 * </ul>
 *
 * <p>{@link TrecConventions} names the other rules. The time is linear in rows and queries, apart
 * from the sort of each query that is not in order already.
 *
 * @param measures what to compute, in the order of the result
 * @param conventions the rules
 */
public record TrecEvaluation(List<TrecMeasure> measures, TrecConventions conventions) {
  private static final int HIGHEST_EXPONENT = 1000;

  /**
   * An evaluation.
   *
   * @throws IllegalArgumentException if ties are averaged and a measure has no known expectation
   */
  public TrecEvaluation {
    measures = List.copyOf(measures);
    List<String> without =
        measures.stream().filter(m -> !m.hasTieAverage()).map(TrecMeasure::name).toList();
    if (conventions.ties() == Ties.AVERAGE && !without.isEmpty()) {
      throw new IllegalArgumentException(
          "The exact expectation over ties is not known for %s.".formatted(without));
    }
  }

  /** With the other conventions of trec_eval. */
  public TrecEvaluation(List<TrecMeasure> measures, Gain gain, Discount discount) {
    this(measures, TrecConventions.TREC_EVAL.withGain(gain).withDiscount(discount));
  }

  /** trec_eval's own conventions. */
  public static TrecEvaluation of(List<TrecMeasure> measures) {
    return new TrecEvaluation(measures, TrecConventions.TREC_EVAL);
  }

  /**
   * The value of every measure for every query that both files hold, or that the qrels hold.
   *
   * @throws TrecFileException if they hold no query in common, or a gain is beyond double precision
   */
  public TrecResult evaluate(Qrels qrels, Run run) {
    if (isGainTooHigh(qrels.highestGrade())) {
      throw TrecFileException.gradeTooHigh(qrels.file(), qrels.highestGrade());
    }
    QueryIds judged = qrels.rows().queries;
    QueryIds returned = run.rows().queries;
    int[] runOf =
        IntStream.range(0, judged.size()).map(query -> returned.find(judged, query)).toArray();
    int common = (int) Arrays.stream(runOf).filter(query -> query >= 0).count();
    if (common == 0) {
      throw TrecFileException.nothingInCommon(run.file(), qrels.file());
    }
    int[] evaluated = inOrder(judged, runOf);
    String[] names = new String[evaluated.length];
    double[][] values = new double[measures.size()][evaluated.length];
    RankedQueries queries = new RankedQueries(qrels, run, conventions);
    int withoutRelevant = 0;
    for (int i = 0; i < evaluated.length; i++) {
      RankedQuery query = queries.of(evaluated[i], runOf[evaluated[i]]);
      names[i] = judged.text(evaluated[i]);
      withoutRelevant += query.relevant() == 0 ? 1 : 0;
      for (int m = 0; m < values.length; m++) {
        values[m][i] = value(m, query);
      }
    }
    return new TrecResult(
        measures,
        names,
        values,
        new TrecResult.Counts(
            evaluated.length, withoutRelevant, returned.size() - common, judged.size() - common));
  }

  /** Refuses a grade whose gain is beyond double precision. */
  void requireGainOf(int highestGrade) {
    if (isGainTooHigh(highestGrade)) {
      throw new IllegalArgumentException(
          "2 to the power of the highest grade, " + highestGrade + ", is beyond double precision.");
    }
  }

  private boolean isGainTooHigh(int highestGrade) {
    boolean exponential =
        conventions.gain() == Gain.EXPONENTIAL
            || measures.stream().anyMatch(TrecMeasure::isExponential);
    return exponential && highestGrade > HIGHEST_EXPONENT;
  }

  /** The value of the measure of the given number for a query; NaN where it is not defined. */
  double value(int m, RankedQuery query) {
    TrecMeasure measure = measures.get(m);
    double value = measure.value(query);
    boolean zero =
        conventions.undefined() == TrecConventions.Undefined.ZERO && measure.zeroWhereUndefined();
    return Double.isNaN(value) && zero ? 0 : value;
  }

  /** The queries to evaluate, ordered by id. */
  private int[] inOrder(QueryIds judged, int[] runOf) {
    return IntStream.range(0, runOf.length)
        .filter(query -> conventions.complete() || runOf[query] >= 0)
        .boxed()
        .sorted(Comparator.comparing(query -> query, (a, b) -> judged.compare(a, judged, b)))
        .mapToInt(query -> query)
        .toArray();
  }
}
