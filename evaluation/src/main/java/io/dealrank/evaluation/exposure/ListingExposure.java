package io.dealrank.evaluation.exposure;

import io.dealrank.evaluation.metrics.Discount;

/**
 * The exposure of a listing: the attention that its positions are worth, summed over lists,
 *
 * <pre>exposure(listing) = sum over lists of weight(position in the list)</pre>
 *
 * (Singh and Joachims 2018, with the discount of DCG as attention). Comparing the exposure of two
 * orders of the same lists needs no outcome and no experiment: it is what the order does, not what
 * searchers will.
 */
public final class ListingExposure {
  private ListingExposure() {}

  /**
   * The exposure of every listing.
   *
   * @param lists listings by number, in the order shown
   * @param listings n, those never shown included
   * @param weights attention at the positions 1, 2, ..., each at least 0; beyond them it is 0
   */
  public static double[] of(int[][] lists, int listings, double[] weights) {
    Inequality.require(weights);
    double[] exposure = new double[listings];
    for (int[] list : lists) {
      for (int i = 0; i < Math.min(list.length, weights.length); i++) {
        exposure[require(list[i], listings)] += weights[i];
      }
    }
    return exposure;
  }

  /** The exposure with the weights of a discount at every position. */
  public static double[] of(int[][] lists, int listings, Discount discount) {
    int longest = 0;
    for (int[] list : lists) {
      longest = Math.max(longest, list.length);
    }
    double[] weights = new double[longest];
    for (int i = 0; i < longest; i++) {
      weights[i] = discount.at(i + 1);
    }
    return of(lists, listings, weights);
  }

  static int require(int listing, int listings) {
    if (listing < 0 || listing >= listings) {
      throw new IllegalArgumentException(
          "A list holds listing %d, but listings are numbered 0 to %d. Number the listings of the whole catalogue."
              .formatted(listing, listings - 1));
    }
    return listing;
  }
}
