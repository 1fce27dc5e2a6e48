package io.dealrank.evaluation.interleaving;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Balanced interleaving (Joachims 2002): every prefix of the list holds the first k_a of one ranker
 * and the first k_b of the other, with k_a and k_b as equal as possible; one coin per list says who
 * begins.
 *
 * <pre>
 * k       = the smallest number such that the last clicked listing is among the first k of a or of b
 * credit  = clicked listings among the first k of a; of b
 * </pre>
 *
 * A listing that both rank can be credited to both. When the lists differ by a shift (one has an
 * extra listing on top), a random click favours one of them: prefer {@link TeamDraft}.
 *
 * @param ranking as shown
 * @param a the first ranker's list
 * @param b the second ranker's list
 */
public record Balanced(int[] ranking, int[] a, int[] b) implements Interleaved {
  /**
   * Merges two lists.
   *
   * @param length the most listings; fewer when both lists are used up
   * @param aFirst the coin
   */
  public static Balanced merge(int[] a, int[] b, int length, boolean aFirst) {
    int most = Math.min(Math.max(0, length), a.length + b.length);
    int[] ranking = new int[most];
    Set<Integer> taken = new HashSet<>();
    int size = 0;
    int nextA = 0;
    int nextB = 0;
    while (size < most && (nextA < a.length || nextB < b.length)) {
      boolean turnOfA = nextA < nextB || (nextA == nextB && aFirst);
      boolean pickA = nextB == b.length || (turnOfA && nextA < a.length);
      int listing = pickA ? a[nextA++] : b[nextB++];
      if (taken.add(listing)) {
        ranking[size++] = listing;
      }
    }
    return new Balanced(Arrays.copyOf(ranking, size), a, b);
  }

  @Override
  public Credit credit(int... clicked) {
    int last = -1;
    Set<Integer> listings = new HashSet<>();
    for (int index : clicked) {
      last = Math.max(last, Interleaved.requireIndex(index, ranking.length));
      listings.add(ranking[index]);
    }
    if (last < 0) {
      return new Credit(0, 0);
    }
    int k = Math.min(rank(a, ranking[last]), rank(b, ranking[last]));
    return new Credit(among(a, k, listings), among(b, k, listings));
  }

  /** 1-based; the largest int when the list does not hold the listing. */
  private static int rank(int[] list, int listing) {
    for (int i = 0; i < list.length; i++) {
      if (list[i] == listing) {
        return i + 1;
      }
    }
    return Integer.MAX_VALUE;
  }

  private static int among(int[] list, int k, Set<Integer> listings) {
    return (int)
        Arrays.stream(list, 0, Math.min(k, list.length)).filter(listings::contains).count();
  }
}
