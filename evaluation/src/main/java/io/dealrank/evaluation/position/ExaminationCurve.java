package io.dealrank.evaluation.position;

import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.when;

import io.dealrank.evaluation.offpolicy.PositionPropensity;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;

/**
 * Examination propensity by position: e_k = P(examined at k) / P(examined at 1), in [lowest, 1]. A
 * constant factor cannot be told apart from the rate of contacts, so position 1 is 1.
 *
 * @param source where the estimate comes from
 * @param smoothing how the estimates became a curve
 * @param eta exponent of the power law k^-eta, fitted whatever the smoothing
 * @param etaStandardError by jackknife; NaN where it is undefined
 * @param lowest lower bound of the curve
 * @param positions one per position, in order from 1
 * @param convergence how the likelihood was maximised; null where the source is not EM
 */
public record ExaminationCurve(
    Source source,
    Smoothing smoothing,
    double eta,
    double etaStandardError,
    double lowest,
    List<PositionEstimate> positions,
    Convergence convergence) {

  /** Where an estimate comes from. */
  public enum Source {
    /** Lists in random order: no assumption. */
    SHUFFLED,
    /** Listings met at several positions: see {@link ExaminationEstimator}. */
    HARVESTED,
    /** The same listings, by the likelihood of the position-based model. */
    EM
  }

  public ExaminationCurve {
    positions = List.copyOf(positions);
  }

  /** e of a position, 1-based; beyond the last one the power law goes on, or the last value. */
  public double at(int position) {
    if (position <= positions.size()) {
      return positions.get(position - 1).examination();
    }
    return smoothing == Smoothing.POWER_LAW
        ? Math.max(lowest, Math.pow(position, -eta))
        : positions.get(positions.size() - 1).examination();
  }

  /** {@link #at} of a column of positions; null where the position is null or below 1. */
  public Column of(Column position) {
    int last = positions.size();
    Column known =
        element_at(
            lit(positions.stream().mapToDouble(PositionEstimate::examination).toArray()),
            least(position, lit(last)).cast("int"));
    Column whole =
        smoothing == Smoothing.POWER_LAW
            ? when(position.gt(last), greatest(lit(lowest), pow(position, lit(-eta))))
                .otherwise(known)
            : known;
    return when(position.geq(1), whole);
  }

  /**
   * The curve as the propensities of a ranked log, for positions 1 to last.
   *
   * @param last at least 1; what lies deeper has the last value
   */
  public PositionPropensity propensity(int last) {
    return new PositionPropensity(IntStream.rangeClosed(1, last).mapToDouble(this::at).toArray());
  }

  /**
   * The power law of another exponent, for telling how much the uncertainty of eta matters; bounded
   * by {@link #lowest}.
   *
   * @param eta at least 0
   */
  public PositionPropensity powerLaw(double eta, int last) {
    return PositionPropensity.power(eta, lowest, last);
  }
}
