package io.dealrank.evaluation.backtest;

import io.dealrank.evaluation.metrics.AveragePrecision;
import io.dealrank.evaluation.metrics.ListAuc;
import io.dealrank.evaluation.metrics.Ndcg;
import io.dealrank.evaluation.metrics.Precision;
import io.dealrank.evaluation.metrics.RandomOrder;
import io.dealrank.evaluation.metrics.ReciprocalRank;
import java.io.Serializable;
import java.util.List;

/**
 * A metric of the backtest by name: {@code ndcg}, {@code ndcg_K}, {@code reciprocal_rank}, {@code
 * average_precision}, {@code auc}, {@code precision_K}. The ideal order is the ideal order of the
 * list shown: a reordering can reach 1.
 *
 * @param name the stem of its columns: {@code production_<name>}, {@code model_<name>}
 * @param family which metric
 * @param cutoff K, or {@link Ndcg#WHOLE_LIST}
 */
public record BacktestMetric(String name, Family family, int cutoff) implements Serializable {
  /** The metrics of a report unless others are asked for. */
  public static final List<BacktestMetric> DEFAULTS =
      List.of(
          of("ndcg_5"),
          of("ndcg_10"),
          of("ndcg"),
          of("reciprocal_rank"),
          of("average_precision"),
          of("auc"),
          of("precision_1"));

  /** The unit of every metric. */
  public static final String UNIT = "0 to 1, higher is better";

  /** The metrics. */
  public enum Family {
    NDCG("ndcg"),
    RECIPROCAL_RANK("reciprocal_rank"),
    AVERAGE_PRECISION("average_precision"),
    AUC("auc"),
    PRECISION("precision");

    private final String stem;

    Family(String stem) {
      this.stem = stem;
    }
  }

  /**
   * The metric of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static BacktestMetric of(String name) {
    String stem = name.replaceFirst("_[1-9]\\d{0,5}$", "");
    boolean hasCutoff = stem.length() < name.length();
    for (Family family : Family.values()) {
      boolean fits =
          switch (family) {
            case NDCG -> true;
            case PRECISION -> hasCutoff;
            case RECIPROCAL_RANK, AVERAGE_PRECISION, AUC -> !hasCutoff;
          };
      if (fits && stem.equals(family.stem)) {
        int cutoff =
            hasCutoff ? Integer.parseInt(name.substring(stem.length() + 1)) : Ndcg.WHOLE_LIST;
        return new BacktestMetric(name, family, cutoff);
      }
    }
    throw new IllegalArgumentException(
        "There is no metric '"
            + name
            + "'. Metrics: ndcg, ndcg_K, reciprocal_rank, average_precision, auc, precision_K,"
            + " with K a whole number from 1.");
  }

  /** The column of the value in production order. */
  public String productionColumn() {
    return productionColumn(name);
  }

  /** The column of the value in the model's order. */
  public String modelColumn() {
    return modelColumn(name);
  }

  /** The column of the expected value of a random order. */
  public String randomColumn() {
    return randomColumn(name);
  }

  static String productionColumn(String name) {
    return "production_" + name;
  }

  static String modelColumn(String name) {
    return "model_" + name;
  }

  static String randomColumn(String name) {
    return "random_" + name;
  }

  /** The name as written in reports, for example {@code NDCG@10}. */
  public String title() {
    String stem =
        switch (family) {
          case NDCG -> "NDCG";
          case RECIPROCAL_RANK -> "Reciprocal rank";
          case AVERAGE_PRECISION -> "Average precision";
          case AUC -> "AUC per list";
          case PRECISION -> "Precision";
        };
    return cutoff == Ndcg.WHOLE_LIST ? stem : stem + "@" + cutoff;
  }

  /** What the value means, in one line. */
  public String convention(Conventions conventions) {
    return switch (family) {
      case NDCG -> conventions.ofNdcg() + ", ideal order of the list shown";
      case RECIPROCAL_RANK -> "1 / rank of the first positive";
      case AVERAGE_PRECISION -> "mean of precision at the ranks of the positives";
      case AUC -> "share of (positive, other) pairs in the right order, score ties 1/2";
      case PRECISION -> "share of positives among the first " + cutoff;
    };
  }

  /**
   * The value of one list with at least one positive, in [0, 1]; NaN when not defined.
   *
   * @param ranked labels in the order shown
   * @param scores what they were ordered by, higher first; used by AUC only, for its ties
   */
  double value(int[] ranked, double[] scores, Conventions conventions) {
    return switch (family) {
      case NDCG -> Ndcg.at(cutoff, ranked, ranked, conventions.gain(), conventions.discount());
      case RECIPROCAL_RANK -> ReciprocalRank.of(ranked);
      case AVERAGE_PRECISION -> AveragePrecision.of(ranked, positives(ranked));
      case AUC -> ListAuc.of(ranked, scores);
      case PRECISION -> Precision.at(cutoff, ranked);
    };
  }

  /** The expectation of {@link #value} over a uniformly random order. */
  double ofRandomOrder(int[] labels, Conventions conventions) {
    int listings = labels.length;
    int positives = positives(labels);
    return switch (family) {
      case NDCG -> RandomOrder.ndcg(cutoff, labels, conventions.gain(), conventions.discount());
      case RECIPROCAL_RANK -> RandomOrder.reciprocalRank(listings, positives);
      case AVERAGE_PRECISION -> RandomOrder.averagePrecision(listings, positives);
      case AUC -> RandomOrder.auc(listings, positives);
      case PRECISION -> RandomOrder.precision(cutoff, listings, positives);
    };
  }

  static int positives(int[] labels) {
    int positives = 0;
    for (int label : labels) {
      positives += label > 0 ? 1 : 0;
    }
    return positives;
  }
}
