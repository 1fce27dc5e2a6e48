package io.dealrank.ranking.calibration;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * How a score becomes a probability.
 *
 * <table>
 * <caption>Parameters</caption>
 * <tr><th>name</th><th>type</th><th>default</th><th>meaning</th></tr>
 * <tr><td>method</td><td>string</td><td>{@code platt}</td><td>{@code platt}: sigmoid(a s + b), two
 *     numbers, safe from a hundred positives on; {@code isotonic}: any non-decreasing function, wants
 *     thousands; {@code none}: sigmoid(s)</td></tr>
 * <tr><td>probabilityColumn</td><td>string</td><td>{@code probability}</td><td>the DOUBLE column added,
 *     in (0, 1)</td></tr>
 * <tr><td>bins</td><td>int</td><td>2000</td><td>isotonic: points fitted to at most</td></tr>
 * <tr><td>slopeStrength</td><td>double</td><td>0</td><td>platt: positives that a slope of 1 counts
 *     for; above 0 only for scores that are log-odds already. With it a handful of positives cannot
 *     turn the score around</td></tr>
 * <tr><td>priorStrength</td><td>double</td><td>1</td><td>isotonic: rows that the base rate counts for
 *     at both ends</td></tr>
 * <tr><td>tieBreaking</td><td>double</td><td>0.001</td><td>isotonic: share of platt's log-odds mixed
 *     into the isotonic ones; 0: none, equal scores where the steps are flat</td></tr>
 * <tr><td>fallback</td><td>string</td><td>{@code error}</td><td>on held-out rows of one class, or a
 *     score that does not rise with the label: {@code error}, or {@code rate}: the smoothed base rate,
 *     tilted by 1e-6 log-odds per standard deviation of the score so that the order is kept</td></tr>
 * </table>
 */
public interface CalibrationParams extends Params {
  /** The parameter objects of this instance. */
  CalibrationParamSet calibration();

  default Param<String> method() {
    return calibration().method;
  }

  default Param<String> probabilityColumn() {
    return calibration().probabilityColumn;
  }

  default IntParam bins() {
    return calibration().bins;
  }

  default DoubleParam slopeStrength() {
    return calibration().slopeStrength;
  }

  default DoubleParam priorStrength() {
    return calibration().priorStrength;
  }

  default DoubleParam tieBreaking() {
    return calibration().tieBreaking;
  }

  default Param<String> fallback() {
    return calibration().fallback;
  }
}
