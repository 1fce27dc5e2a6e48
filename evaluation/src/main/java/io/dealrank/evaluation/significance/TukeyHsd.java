package io.dealrank.evaluation.significance;

/**
 * Tukey's test of all pairs of k means at once ("honestly significant difference", with Kramer's
 * extension to groups of different size): for groups of n_i values, N in all, with the pooled
 * variance {@code s^2 = sum of squares within groups / (N - k)},
 *
 * <pre>q_ij = |mean_i - mean_j| / sqrt(s^2 / 2 · (1/n_i + 1/n_j))      p_ij = P(Q_{k, N-k} > q_ij)
 * </pre>
 *
 * The chance of any false rejection among all pairs is at most alpha. The groups are taken as
 * independent, as in scipy's {@code tukey_hsd}: for rankers on the same queries, whose values
 * correlate, it loses power against {@link MultipleComparisons#HOLM} of paired tests. Use it to
 * compare with reports that use it.
 *
 * @param p symmetric, 1 on the diagonal; NaN for fewer than 2 groups, an empty group, N - k below 1
 *     or no variance
 */
public record TukeyHsd(double[][] p) {
  /** The test of groups of values. */
  public static TukeyHsd of(double[]... groups) {
    int k = groups.length;
    int n = 0;
    double squares = 0;
    double[] means = new double[k];
    for (int i = 0; i < k; i++) {
      means[i] = Samples.mean(Samples.require(groups[i]));
      n += groups[i].length;
      squares += groups[i].length < 2 ? 0 : Samples.variance(groups[i]) * (groups[i].length - 1);
    }
    double degrees = n - (double) k;
    double variance = squares > 0 ? squares / degrees : Double.NaN;
    double[][] p = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < i; j++) {
        double share = (1.0 / groups[i].length + 1.0 / groups[j].length) / 2;
        double q = Math.abs(means[i] - means[j]) / Math.sqrt(variance * share);
        p[i][j] = StudentisedRange.upperTail(q, k, degrees);
        p[j][i] = p[i][j];
      }
      p[i][i] = k < 2 || Double.isNaN(variance) || degrees < 1 ? Double.NaN : 1;
    }
    return new TukeyHsd(p);
  }
}
