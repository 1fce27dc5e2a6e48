package io.dealrank.evaluation.significance;

import java.util.Arrays;

/**
 * P-values adjusted for m comparisons: reject where the adjusted value is at most alpha. With the
 * values in ascending order p_(1) .. p_(m):
 *
 * <pre>
 * Bonferroni            m p_(i)
 * Holm                  max_{j <= i} (m - j + 1) p_(j)
 * Benjamini-Hochberg    min_{j >= i} m p_(j) / j
 * Benjamini-Yekutieli   min_{j >= i} m (1 + 1/2 + ... + 1/m) p_(j) / j
 * </pre>
 *
 * each at most 1. The first two bound the chance of a single false rejection under any dependence
 * (use Holm: never worse than Bonferroni). The last two bound the expected share of false
 * rejections among the rejections: Hochberg's for independent or positively dependent tests,
 * Yekutieli's for any. Results are in the order of the input. A NaN stays NaN and is not counted in
 * m.
 */
public final class AdjustedP {
  private AdjustedP() {}

  /** Bonferroni's. */
  public static double[] bonferroni(double[] p) {
    return stepDown(p, (i, m) -> m, false);
  }

  /** Holm's. */
  public static double[] holm(double[] p) {
    return stepDown(p, (i, m) -> m - i, true);
  }

  /** Benjamini and Hochberg's. */
  public static double[] benjaminiHochberg(double[] p) {
    return stepUp(p, false);
  }

  /** Benjamini and Yekutieli's. */
  public static double[] benjaminiYekutieli(double[] p) {
    return stepUp(p, true);
  }

  /** The factor of the i-th smallest (from 0) of m values. */
  private interface Factor {
    double of(int i, int m);
  }

  private static double[] stepDown(double[] p, Factor factor, boolean monotone) {
    Integer[] ascending = ascending(p);
    double[] adjusted = undefined(p);
    double largest = 0;
    for (int i = 0; i < ascending.length; i++) {
      double value = Math.min(1, factor.of(i, ascending.length) * p[ascending[i]]);
      largest = monotone ? Math.max(largest, value) : value;
      adjusted[ascending[i]] = largest;
    }
    return adjusted;
  }

  private static double[] stepUp(double[] p, boolean anyDependence) {
    Integer[] ascending = ascending(p);
    int m = ascending.length;
    double harmonic = 0;
    for (int i = 1; i <= m; i++) {
      harmonic += 1.0 / i;
    }
    double factor = anyDependence ? m * harmonic : m;
    double[] adjusted = undefined(p);
    double smallest = 1;
    for (int i = m - 1; i >= 0; i--) {
      smallest = Math.min(smallest, p[ascending[i]] * (factor / (i + 1)));
      adjusted[ascending[i]] = smallest;
    }
    return adjusted;
  }

  private static double[] undefined(double[] p) {
    double[] adjusted = new double[p.length];
    Arrays.fill(adjusted, Double.NaN);
    return adjusted;
  }

  private static Integer[] ascending(double[] p) {
    for (int i = 0; i < p.length; i++) {
      if (p[i] < 0 || p[i] > 1) {
        throw new IllegalArgumentException(
            "The p-value %d is %s: it must lie in [0, 1], or be NaN for a test that is not defined."
                .formatted(i, p[i]));
      }
    }
    Integer[] defined = new Integer[(int) Arrays.stream(p).filter(v -> !Double.isNaN(v)).count()];
    for (int i = 0, next = 0; i < p.length; i++) {
      if (!Double.isNaN(p[i])) {
        defined[next++] = i;
      }
    }
    Arrays.sort(defined, (a, b) -> Double.compare(p[a], p[b]));
    return defined;
  }
}
