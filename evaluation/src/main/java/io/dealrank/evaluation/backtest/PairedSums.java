package io.dealrank.evaluation.backtest;

import java.nio.ByteBuffer;

/**
 * Sums over the lists of one segment for one metric: the plain ones and those of every bootstrap
 * replicate, by query and by searcher.
 *
 * <p>All sums are integers. A value v of at least 0 is split into {@code high = floor(v 2^36)} and
 * {@code low}, the rest in units of 2^-72; a replicate sums {@code weight * round(v 2^36)}. Integer
 * sums are associative, so that the result is the same to the last bit for any partitioning and any
 * order of merging. The price is an error of at most 2^-37 = 7e-12 per value in the replicates,
 * none in the means, and a bound of 2^25 for the sum of the values of a segment, which 33 million
 * lists with a metric up to 1 cannot pass and beyond which {@link #add} refuses.
 */
final class PairedSums {
  private static final int LISTS = 0;
  private static final int WINS = 1;
  private static final int TIES = 2;
  private static final int LOSSES = 3;
  private static final int PRODUCTION = 4;
  private static final int MODEL = 6;
  private static final int RANDOM = 8;
  private static final int HEADER = 10;
  private static final long MOST = 1L << (25 + 36);
  private static final double EQUAL_WITHIN = 1e-12;
  private static final double TWO_36 = 0x1p36;
  private static final double TWO_MINUS_36 = 0x1p-36;

  private final int replicates;
  private final long[] sums;

  PairedSums(int replicates) {
    this(replicates, new long[HEADER + 6 * replicates]);
  }

  private PairedSums(int replicates, long[] sums) {
    this.replicates = replicates;
    this.sums = sums;
  }

  /** The sums that {@link #toBytes} wrote. */
  static PairedSums fromBytes(int replicates, byte[] bytes) {
    long[] sums = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).asLongBuffer().get(sums);
    return new PairedSums(replicates, sums);
  }

  byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(sums.length * Long.BYTES);
    bytes.asLongBuffer().put(sums);
    return bytes.array();
  }

  /** Adds one list. */
  void add(double production, double model, double random, int[] byQuery, int[] bySearcher) {
    if (!(production >= 0 && model >= 0)) {
      throw new IllegalArgumentException(
          "a list is worth %s in production order and %s in the model's: values are at least 0"
              .formatted(production, model));
    }
    sums[LISTS]++;
    double difference = model - production;
    boolean equal = Math.abs(difference) <= EQUAL_WITHIN;
    sums[equal ? TIES : difference > 0 ? WINS : LOSSES]++;
    addExactly(PRODUCTION, production);
    addExactly(MODEL, model);
    addExactly(RANDOM, random);
    requireRoom();
    long roundedProduction = Math.round(production * TWO_36);
    long roundedModel = Math.round(model * TWO_36);
    addWeighted(HEADER, byQuery, roundedProduction, roundedModel);
    addWeighted(HEADER + 3 * replicates, bySearcher, roundedProduction, roundedModel);
  }

  /** These sums, to which those of another partition have been added. */
  PairedSums plus(PairedSums other) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.sums[i];
    }
    requireRoom();
    return this;
  }

  long lists() {
    return sums[LISTS];
  }

  Outcomes outcomes() {
    return new Outcomes(sums[WINS], sums[TIES], sums[LOSSES]);
  }

  double meanProduction() {
    return mean(PRODUCTION);
  }

  double meanModel() {
    return mean(MODEL);
  }

  double meanRandom() {
    return mean(RANDOM);
  }

  /** Per replicate {@code mean model / mean production - 1}; NaN where production sums to 0. */
  double[] uplifts(boolean bySearcher) {
    double[] uplifts = new double[replicates];
    int from = first(bySearcher);
    for (int b = 0; b < replicates; b++) {
      long production = sums[from + replicates + b];
      long model = sums[from + 2 * replicates + b];
      uplifts[b] = production == 0 ? Double.NaN : (double) model / production - 1;
    }
    return uplifts;
  }

  /** Per replicate {@code mean model - mean production}; NaN where every weight is 0. */
  double[] differences(boolean bySearcher) {
    double[] differences = new double[replicates];
    int from = first(bySearcher);
    for (int b = 0; b < replicates; b++) {
      long weight = sums[from + b];
      long difference = sums[from + 2 * replicates + b] - sums[from + replicates + b];
      differences[b] = weight == 0 ? Double.NaN : difference * TWO_MINUS_36 / weight;
    }
    return differences;
  }

  private int first(boolean bySearcher) {
    return HEADER + (bySearcher ? 3 * replicates : 0);
  }

  private void addExactly(int at, double value) {
    double high = Math.floor(value * TWO_36);
    sums[at] += (long) high;
    sums[at + 1] += Math.round((value - high * TWO_MINUS_36) * TWO_36 * TWO_36);
  }

  private void addWeighted(int from, int[] weights, long production, long model) {
    for (int b = 0; b < replicates; b++) {
      long weight = weights[b];
      if (weight > 0) {
        sums[from + b] += weight;
        sums[from + replicates + b] += weight * production;
        sums[from + 2 * replicates + b] += weight * model;
      }
    }
  }

  private double mean(int at) {
    return sums[LISTS] == 0
        ? Double.NaN
        : (sums[at] * TWO_MINUS_36 + sums[at + 1] * TWO_MINUS_36 * TWO_MINUS_36) / sums[LISTS];
  }

  private void requireRoom() {
    if (sums[PRODUCTION] > MOST || sums[MODEL] > MOST) {
      throw new ArithmeticException(
          "the values of the "
              + sums[LISTS]
              + " compared lists of one segment add up to more than 2^25: compare a sample of the"
              + " queries or a shorter period");
    }
  }
}
