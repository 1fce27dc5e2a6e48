package io.dealrank.ranking.calibration;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The parameter objects of everything that calibrates; see {@link CalibrationParams}. */
public final class CalibrationParamSet {
  final Param<String> method;
  final Param<String> probabilityColumn;
  final IntParam bins;
  final DoubleParam slopeStrength;
  final DoubleParam priorStrength;
  final DoubleParam tieBreaking;
  final Param<String> fallback;

  /** Creates the parameters of {@code owner}, whose uid is already set, and their defaults. */
  CalibrationParamSet(Params owner) {
    method =
        new Param<>(
            owner,
            "method",
            "platt, isotonic or none: the score is the log-odds already",
            ParamValidators.<String>inArray(new String[] {"platt", "isotonic", "none"}));
    probabilityColumn =
        new Param<>(owner, "probabilityColumn", "name of the DOUBLE column of the probability");
    bins =
        new IntParam(
            owner,
            "bins",
            "isotonic: points fitted to at most, in [2, 10000]",
            ParamValidators.<Object>inRange(2, 10_000));
    slopeStrength =
        new DoubleParam(
            owner,
            "slopeStrength",
            "platt: positives that a slope of 1 counts for, for scores that are log-odds, >= 0",
            ParamValidators.<Object>gtEq(0));
    priorStrength =
        new DoubleParam(
            owner,
            "priorStrength",
            "isotonic: rows that the base rate counts for at both ends, > 0",
            ParamValidators.<Object>gt(0));
    tieBreaking =
        new DoubleParam(
            owner,
            "tieBreaking",
            "isotonic: share of platt's log-odds mixed in to keep the order, in [0, 0.5]",
            ParamValidators.<Object>inRange(0, 0.5));
    fallback =
        new Param<>(
            owner,
            "fallback",
            "where no probability can be told: error, or rate (the smoothed base rate)",
            ParamValidators.<String>inArray(new String[] {"error", "rate"}));
    owner.setDefault(method, "platt");
    owner.setDefault(probabilityColumn, "probability");
    owner.setDefault(bins, 2000);
    owner.setDefault(slopeStrength, 0.0);
    owner.setDefault(priorStrength, 1.0);
    owner.setDefault(tieBreaking, 1e-3);
    owner.setDefault(fallback, "error");
  }
}
