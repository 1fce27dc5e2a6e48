package io.dealrank.evaluation.position;

import java.util.Arrays;

/**
 * Solves comparisons for strengths, e_k / e_j = A[k][j] / A[j][k], by the likelihood of Bradley and
 * Terry (1952): sum of A[k][j] ln(e_k / (e_k + e_j)).
 */
final class PairedComparison {
  private static final int MOST_ROUNDS = 20_000;
  private static final double TOLERANCE = 1e-10;

  private PairedComparison() {}

  /**
   * Strengths relative to the first, by the minorisation of Hunter (Annals of Statistics 32, 2004):
   * e_k = sum_j A[k][j] / sum_j ((A[k][j] + A[j][k]) / (e_k + e_j)). NaN where no chain of
   * comparisons leads to the first or the first never wins.
   */
  static double[] strengths(double[][] wins) {
    int n = wins.length;
    boolean[] reached = reached(wins);
    double[] strength = new double[n];
    Arrays.setAll(strength, k -> reached[k] ? 1 : Double.NaN);
    double change = 1;
    for (int round = 0; round < MOST_ROUNDS && change > TOLERANCE; round++) {
      change = 0;
      for (int k = 0; k < n; k++) {
        if (reached[k]) {
          double won = 0;
          double expected = 0;
          for (int j = 0; j < n; j++) {
            double games = wins[k][j] + wins[j][k];
            if (games > 0) {
              won += wins[k][j];
              expected += games / (strength[k] + strength[j]);
            }
          }
          double next = expected > 0 ? won / expected : strength[k];
          change = Math.max(change, Math.abs(next - strength[k]) / Math.max(next, TOLERANCE));
          strength[k] = next;
        }
      }
    }
    double first = strength[0];
    Arrays.setAll(strength, k -> first > 0 ? strength[k] / first : Double.NaN);
    return strength;
  }

  /** 1 where a strength can be told, 0 without a win, NaN where {@link #strengths} is NaN. */
  static double[] comparable(double[][] wins) {
    boolean[] reached = reached(wins);
    boolean[] wonOnce = new boolean[wins.length];
    for (int k = 0; k < wins.length; k++) {
      wonOnce[k] = Arrays.stream(wins[k]).anyMatch(won -> won > 0);
    }
    double[] start = new double[wins.length];
    Arrays.setAll(start, k -> !wonOnce[0] || !reached[k] ? Double.NaN : wonOnce[k] ? 1 : 0);
    return start;
  }

  private static boolean[] reached(double[][] wins) {
    boolean[] reached = new boolean[wins.length];
    reached[0] = true;
    boolean grew = true;
    while (grew) {
      grew = false;
      for (int k = 0; k < wins.length; k++) {
        for (int j = 0; j < wins.length && reached[k]; j++) {
          if (!reached[j] && wins[k][j] + wins[j][k] > 0) {
            reached[j] = true;
            grew = true;
          }
        }
      }
    }
    return reached;
  }

  /** The eta of largest likelihood for e_k = k^-eta, by Newton; NaN without comparisons. */
  static double exponent(double[][] wins) {
    double eta = 0;
    for (int round = 0; round < 50; round++) {
      double gradient = 0;
      double curvature = 0;
      for (int k = 0; k < wins.length; k++) {
        for (int j = 0; j < wins.length; j++) {
          double x = Math.log((j + 1.0) / (k + 1.0));
          double p = 1 / (1 + Math.exp(-eta * x));
          gradient += wins[k][j] * x * (1 - p);
          curvature += wins[k][j] * x * x * p * (1 - p);
        }
      }
      double step = Math.max(-1, Math.min(1, gradient / curvature));
      eta += step;
      if (!(Math.abs(step) > 1e-12)) {
        break;
      }
    }
    return eta;
  }

  /**
   * The closest sequence that never rises, by pooling adjacent violators; NaN takes the value
   * before it and weighs nothing.
   */
  static double[] nonIncreasing(double[] values, double[] weights) {
    int n = values.length;
    double[] level = new double[n];
    double[] weight = new double[n];
    int[] size = new int[n];
    int blocks = 0;
    for (int k = 0; k < n; k++) {
      boolean known = !Double.isNaN(values[k]) && weights[k] > 0;
      if (!known && blocks > 0) {
        size[blocks - 1]++;
        continue;
      }
      level[blocks] = values[k];
      weight[blocks] = weights[k];
      size[blocks++] = 1;
      while (blocks > 1 && level[blocks - 1] > level[blocks - 2]) {
        double total = weight[blocks - 2] + weight[blocks - 1];
        level[blocks - 2] += (level[blocks - 1] - level[blocks - 2]) * weight[blocks - 1] / total;
        weight[blocks - 2] = total;
        size[blocks - 2] += size[--blocks];
      }
    }
    double[] fitted = new double[n];
    int k = 0;
    for (int b = 0; b < blocks; b++) {
      for (int i = 0; i < size[b]; i++) {
        fitted[k++] = level[b];
      }
    }
    return fitted;
  }
}
