package io.dealrank.ranking;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * The trees that XGBoost grew, as the bytes of its own format (UBJSON), which travel to executors
 * and into files. {@link #open} loads them into native memory.
 */
final class XgboostTrees implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern LEAF = Pattern.compile("(?m)^\\s*(\\d+):leaf=");

  private final byte[] bytes;

  XgboostTrees(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** Loads the trees; they are scored by one thread, that of the caller. */
  Open open() {
    return call(
        "load a model",
        () -> {
          Booster booster = XGBoost.loadModel(bytes);
          booster.setParam("nthread", 1);
          return new Open(booster);
        });
  }

  /** Node numbers of the leaves of each tree, ascending. */
  int[][] leaves() {
    try (Open open = open()) {
      return Arrays.stream(open.dump())
          .map(
              tree ->
                  LEAF.matcher(tree)
                      .results()
                      .map(MatchResult::group)
                      .mapToInt(line -> Integer.parseInt(line.strip().split(":", 2)[0]))
                      .sorted()
                      .toArray())
          .toArray(int[][]::new);
    }
  }

  /** Share of each entry of the vector in the gain of all splits; all 0 when there is no split. */
  double[] gainShares(int entries) {
    try (Open open = open()) {
      double[] shares = new double[entries];
      open.totalGains().forEach((name, gain) -> shares[Integer.parseInt(name.substring(1))] = gain);
      double sum = Arrays.stream(shares).sum();
      return sum > 0 ? Arrays.stream(shares).map(gain -> gain / sum).toArray() : shares;
    }
  }

  /** Trees in native memory, used by one thread. Vectors lie one after another in an array. */
  static final class Open implements AutoCloseable {
    private final Booster booster;

    private Open(Booster booster) {
      this.booster = booster;
    }

    /** Per vector the sum of its leaves and the base score: [vector][0]. */
    float[][] margins(float[] vectors, int count) {
      return call(
          "score",
          () ->
              booster.inplace_predict(
                  vectors,
                  count,
                  vectors.length / count,
                  Float.NaN,
                  new int[] {0, 0},
                  Booster.PredictionType.kMargin,
                  null));
    }

    /** Per vector the node it reaches in each tree: [vector][tree]. */
    float[][] leaves(float[] vectors, int count) {
      return onMatrix(vectors, count, matrix -> booster.predictLeaf(matrix, 0));
    }

    /** Per vector what each entry adds to the margin, and last the expected margin. */
    float[][] contributions(float[] vectors, int count) {
      return onMatrix(vectors, count, matrix -> booster.predictContrib(matrix, 0));
    }

    private String[] dump() {
      return call("list its trees", () -> booster.getModelDump((String) null, false, "text"));
    }

    private Map<String, Double> totalGains() {
      return call("list its gains", () -> booster.getScore((String) null, "total_gain"));
    }

    private static float[][] onMatrix(float[] vectors, int count, Prediction prediction) {
      return call(
          "score",
          () -> {
            DMatrix matrix = new DMatrix(vectors, count, vectors.length / count, Float.NaN);
            try {
              return prediction.of(matrix);
            } finally {
              matrix.dispose();
            }
          });
    }

    @Override
    public void close() {
      booster.dispose();
    }
  }

  private interface Prediction {
    float[][] of(DMatrix matrix) throws XGBoostError;
  }

  /** A call of XGBoost, whose checked exception becomes a message with a remedy. */
  interface NativeCall<T> {
    T run() throws XGBoostError, IOException;
  }

  static <T> T call(String what, NativeCall<T> call) {
    try {
      return call.run();
    } catch (XGBoostError | IOException | LinkageError e) {
      throw RankingErrors.nativeFailure(what, e);
    }
  }

  /** Entries as XGBoost reads them: 32-bit; what is beyond that range is its largest number. */
  static float narrowed(double x) {
    return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, x));
  }
}
