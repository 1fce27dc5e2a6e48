package io.dealrank.features.mart;

import io.dealrank.features.mart.ValueHistogram.Bin;
import java.util.ArrayList;
import java.util.List;

/**
 * Finite values in ascending order, as counts. Without values only {@link #count}, {@link #deciles}
 * and {@link #atOrBelow} are defined.
 *
 * @param cumulative distinct values, ascending, each with the number of values at or below it
 * @param min the smallest
 * @param mean of the values
 * @param deviation {@code sqrt(sum (x - mean)^2 / count)}
 */
record Distribution(List<UpTo> cumulative, double min, double mean, double deviation) {
  /**
   * A value and how many do not exceed it.
   *
   * @param upper the value
   * @param values number of values at or below it
   */
  record UpTo(double upper, long values) {}

  /**
   * Nine quantiles, equal ones once.
   *
   * @param cuts the quantiles 10%, 20%, ..., 90%, ascending; empty without values
   * @param count number of values
   */
  record Deciles(List<UpTo> cuts, long count) {}

  /** The values of ascending bins; the sums run in that order, so equal bins give equal results. */
  static Distribution of(List<Bin> bins, double min) {
    List<UpTo> cumulative = new ArrayList<>();
    long count = 0;
    double sum = 0;
    for (Bin bin : bins) {
      count += bin.values();
      sum += bin.values() * bin.mean();
      cumulative.add(new UpTo(bin.upper(), count));
    }
    if (count == 0 || min == bins.get(bins.size() - 1).upper()) {
      return new Distribution(cumulative, min, min, 0);
    }
    double mean = sum / count;
    double squares = 0;
    for (Bin bin : bins) {
      double distance = bin.mean() - mean;
      squares += bin.values() * distance * distance + bin.spread();
    }
    return new Distribution(cumulative, min, mean, Math.sqrt(squares / count));
  }

  /** Number of values. */
  long count() {
    return cumulative.isEmpty() ? 0 : last().values();
  }

  /** The largest value. */
  double max() {
    return last().upper();
  }

  /**
   * The smallest value with at least {@code percent} of the values at or below it.
   *
   * @param percent 1 to 100
   */
  double quantile(int percent) {
    return at(percent, 100).upper();
  }

  /** The deciles, to compare another day with. */
  Deciles deciles() {
    List<UpTo> cuts = new ArrayList<>();
    for (int tenth = 1; tenth <= 9 && count() > 0; tenth++) {
      UpTo cut = at(tenth, 10);
      if (cuts.isEmpty() || cuts.get(cuts.size() - 1).upper() < cut.upper()) {
        cuts.add(cut);
      }
    }
    return new Deciles(cuts, count());
  }

  /** Number of values at or below a bound, or in one bin with it. */
  long atOrBelow(double bound) {
    long below = 0;
    for (UpTo value : cumulative) {
      if (ValueHistogram.bin(value.upper()) > ValueHistogram.bin(bound)) {
        break;
      }
      below = value.values();
    }
    return below;
  }

  private UpTo at(long part, long parts) {
    long needed = count() * part;
    return cumulative.stream().filter(v -> v.values() * parts >= needed).findFirst().orElseThrow();
  }

  private UpTo last() {
    return cumulative.get(cumulative.size() - 1);
  }
}
