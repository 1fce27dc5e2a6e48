package io.dealrank.evaluation.backtest;

import java.io.Serializable;

/**
 * The weights of a Poisson bootstrap: the weight of a unit (a query or a searcher) in replicate b
 * is a draw from Poisson(1), computed from a hash of (seed, unit, b).
 *
 * <p>Why Poisson: a bootstrap replicate draws n units with replacement, so that the weights are
 * multinomial and each needs to know n and all others. For large n a single weight is Binomial(n,
 * 1/n), whose limit is Poisson(1), and weights drawn independently differ only in that the
 * replicate's size varies around n, which cancels in a mean. Independent draws need no
 * coordination: any partition computes the weight of its units alone, and one pass gives every
 * replicate (Chamandy et al. 2012). Hashing instead of a running generator makes a weight a
 * function of the unit: the result depends neither on partitioning nor on order, and all lists of a
 * searcher get the searcher's weight, which is the cluster bootstrap without a shuffle.
 */
final class PoissonWeights implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final double TWO_TO_MINUS_53 = 0x1.0p-53;
  private static final double[] CUMULATIVE = cumulative();

  private final long seed;

  PoissonWeights(long seed) {
    this.seed = seed;
  }

  /** Fills {@code weights[b]} for every replicate b. */
  void draw(String unit, int[] weights) {
    long state = seedOf(seed, unit);
    for (int b = 0; b < weights.length; b++) {
      state += GOLDEN_GAMMA;
      weights[b] = poisson((mixed(state) >>> 11) * TWO_TO_MINUS_53);
    }
  }

  /** A number that depends on the seed and the unit alone, for further random choices. */
  static long seedOf(long seed, String unit) {
    return mixed(seed ^ mixed(fingerprint(unit)));
  }

  private static int poisson(double uniform) {
    int weight = 0;
    while (weight < CUMULATIVE.length && uniform >= CUMULATIVE[weight]) {
      weight++;
    }
    return weight;
  }

  /** FNV-1a over the UTF-16 units; {@link #mixed} spreads it. */
  private static long fingerprint(String unit) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < unit.length(); i++) {
      hash = (hash ^ unit.charAt(i)) * 0x100000001B3L;
    }
    return hash;
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
  private static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** {@code P(weight <= w)}; beyond 18 the rest is below the resolution of the uniform. */
  private static double[] cumulative() {
    double[] cumulative = new double[19];
    double probability = Math.exp(-1);
    double sum = 0;
    for (int w = 0; w < cumulative.length; w++) {
      sum += probability;
      cumulative[w] = sum;
      probability /= w + 1;
    }
    return cumulative;
  }
}
