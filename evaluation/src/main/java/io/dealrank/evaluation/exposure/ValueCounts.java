package io.dealrank.evaluation.exposure;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many listings have how much, for whole numbers such as times shown or contacts: small for any
 * number of listings, and all that concentration needs.
 *
 * @param listings by value of at least 0, more than 0 of each
 */
public record ValueCounts(SortedMap<Long, Long> listings) {
  public ValueCounts {
    listings = new TreeMap<>(listings);
    for (Map.Entry<Long, Long> entry : listings.entrySet()) {
      if (entry.getKey() < 0 || entry.getValue() <= 0) {
        throw new IllegalArgumentException(
            "%d listings have the value %d: values are at least 0, counts above 0."
                .formatted(entry.getValue(), entry.getKey()));
      }
    }
  }

  /** As {@link Concentration#of} of one value per listing. */
  public Concentration concentration() {
    long n = size();
    long none = listings.getOrDefault(0L, 0L);
    return new Concentration(
        (int) n,
        (int) (n - none),
        (double) none / n,
        gini(),
        topShare(0.01),
        topShare(0.1),
        listings.isEmpty() ? Double.NaN : listings.lastKey());
  }

  /**
   * The share of the total that the listings with least hold.
   *
   * @param share of the listings, in [0, 1]; a part of a listing holds a part
   * @return in [0, share]; NaN when nothing is shared out
   */
  public double heldByLeast(double share) {
    double left = share * size();
    double held = 0;
    for (Map.Entry<Long, Long> entry : listings.entrySet()) {
      double taken = Math.min(left, entry.getValue());
      held += taken * entry.getKey();
      left -= taken;
    }
    return total() == 0 ? Double.NaN : Math.min(1, held / total());
  }

  private long size() {
    return listings.values().stream().mapToLong(Long::longValue).sum();
  }

  private double total() {
    double total = 0;
    for (Map.Entry<Long, Long> entry : listings.entrySet()) {
      total += (double) entry.getKey() * entry.getValue();
    }
    return total;
  }

  /** A run of c equal values after r smaller ones adds {@code c (2 r + c - n) x}. */
  private double gini() {
    double n = size();
    double weighted = 0;
    double before = 0;
    for (Map.Entry<Long, Long> entry : listings.entrySet()) {
      double count = entry.getValue();
      weighted += count * (2 * before + count - n) * entry.getKey();
      before += count;
    }
    return total() == 0 ? Double.NaN : Math.max(0, weighted / (n * total()));
  }

  private double topShare(double fraction) {
    double n = size();
    double top = Math.ceil(fraction * n * (1 - 1e-12));
    return total() == 0 ? Double.NaN : 1 - heldByLeast((n - top) / n);
  }
}
