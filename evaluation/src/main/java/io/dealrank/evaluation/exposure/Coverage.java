package io.dealrank.evaluation.exposure;

import java.util.BitSet;

/**
 * Who reaches the first k positions at all, and whether new listings get their chance.
 *
 * <pre>
 * catalogue    = listings in the first k of any list / listings
 * searchable   = the same / listings in any list
 * slots of new = of the first k positions of all lists, the share taken by new listings
 * parity       = new listings in the first k / as many expected if each list were in random order
 * </pre>
 *
 * Parity 1: the order gives new listings the positions that a random order of the same lists would;
 * below 1 it holds them back (cold start). A new listing is one without a history as of the search:
 * the caller decides, for example no contact yet.
 *
 * @param catalogue in [0, 1]; NaN for no listing
 * @param searchable in [0, 1]; NaN when no list holds a listing
 * @param slotsOfNew in [0, 1]; NaN when there is no position
 * @param parity at least 0; NaN when no entry of any list is new
 */
public record Coverage(double catalogue, double searchable, double slotsOfNew, double parity) {
  /**
   * The coverage of lists.
   *
   * @param lists listings by number, in the order shown
   * @param isNew for every entry of every list, whether the listing was new at the search
   * @param listings n
   * @param k at least 1
   */
  public static Coverage at(int k, int[][] lists, boolean[][] isNew, int listings) {
    if (k < 1) {
      throw new IllegalArgumentException("k is " + k + ": look at the first 1 or more positions");
    }
    BitSet anywhere = new BitSet(listings);
    BitSet top = new BitSet(listings);
    double slots = 0;
    double newSlots = 0;
    double newByChance = 0;
    long newEntries = 0;
    for (int list = 0; list < lists.length; list++) {
      int length = lists[list].length;
      if (isNew[list].length != length) {
        throw new IllegalArgumentException(
            "List %d has %d listings and %d marks of new ones: one mark per listing is needed."
                .formatted(list, length, isNew[list].length));
      }
      int first = Math.min(k, length);
      int newInList = 0;
      for (int i = 0; i < length; i++) {
        int listing = ListingExposure.require(lists[list][i], listings);
        anywhere.set(listing);
        newInList += isNew[list][i] ? 1 : 0;
        if (i < first) {
          top.set(listing);
          newSlots += isNew[list][i] ? 1 : 0;
        }
      }
      slots += first;
      newEntries += newInList;
      newByChance += length == 0 ? 0 : (double) first * newInList / length;
    }
    return new Coverage(
        (double) top.cardinality() / listings,
        (double) top.cardinality() / anywhere.cardinality(),
        newSlots / slots,
        newEntries == 0 ? Double.NaN : newSlots / newByChance);
  }
}
