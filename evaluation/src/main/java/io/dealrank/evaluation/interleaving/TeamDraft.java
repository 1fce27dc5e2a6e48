package io.dealrank.evaluation.interleaving;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Team-draft interleaving (Radlinski, Kurup and Joachims 2008), as two captains choose players: the
 * ranker with fewer listings so far, by coin when both have as many, adds its best listing that is
 * not in the list yet; a ranker with none left passes. A click is credited to the ranker that added
 * the listing.
 *
 * <p>Two equal rankers get the same expected credit, position by position. It can miss a preference
 * for a listing that both rank and only one ranks high enough (Chapelle et al. 2012, section 3).
 *
 * @param ranking as shown
 * @param fromA for every listing of the ranking, whether the first ranker added it
 */
public record TeamDraft(int[] ranking, boolean[] fromA) implements Interleaved {
  public TeamDraft {
    if (ranking.length != fromA.length) {
      throw new IllegalArgumentException(
          "%d listings and teams of %d: every listing needs a team."
              .formatted(ranking.length, fromA.length));
    }
  }

  /**
   * Drafts a list.
   *
   * @param length the most listings; fewer when both lists are used up
   * @param random the coins: the same seed gives the same list
   */
  public static TeamDraft draft(int[] a, int[] b, int length, SplittableRandom random) {
    int most = Math.min(Math.max(0, length), a.length + b.length);
    int[] ranking = new int[most];
    boolean[] fromA = new boolean[most];
    Set<Integer> taken = new HashSet<>();
    int size = 0;
    int ofA = 0;
    int nextA = 0;
    int nextB = 0;
    while (size < most) {
      nextA = firstFree(a, nextA, taken);
      nextB = firstFree(b, nextB, taken);
      if (nextA == a.length && nextB == b.length) {
        break;
      }
      int ofB = size - ofA;
      boolean turnOfA = ofA == ofB ? random.nextBoolean() : ofA < ofB;
      boolean pickA = nextB == b.length || (turnOfA && nextA < a.length);
      ranking[size] = pickA ? a[nextA] : b[nextB];
      fromA[size] = pickA;
      taken.add(ranking[size++]);
      ofA += pickA ? 1 : 0;
    }
    return new TeamDraft(Arrays.copyOf(ranking, size), Arrays.copyOf(fromA, size));
  }

  @Override
  public Credit credit(int... clicked) {
    int a = 0;
    for (int index : clicked) {
      a += fromA[Interleaved.requireIndex(index, ranking.length)] ? 1 : 0;
    }
    return new Credit(a, clicked.length - a);
  }

  private static int firstFree(int[] list, int from, Set<Integer> taken) {
    int next = from;
    while (next < list.length && taken.contains(list[next])) {
      next++;
    }
    return next;
  }
}
