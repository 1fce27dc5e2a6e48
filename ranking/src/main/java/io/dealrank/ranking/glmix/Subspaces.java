package io.dealrank.ranking.glmix;

import java.util.Arrays;

/** The features that the rows of an entity have, numbered from 0 in ascending order. */
final class Subspaces {
  private final int[] seen;
  private final int[] all;
  private int round;

  /**
   * @param size number of features of the vector
   */
  Subspaces(int size) {
    this.seen = new int[size];
    this.all = new int[size];
    Arrays.setAll(all, j -> j);
  }

  /** Every feature. */
  int[] all() {
    return all;
  }

  /** The features with an entry in the rows {@code [first, end)}, ascending. */
  int[] used(FeatureRows rows, int first, int end) {
    round++;
    int count = 0;
    int[] used = new int[8];
    for (int i = first; i < end; i++) {
      for (int k = 0; k < rows.entries(i); k++) {
        int column = rows.column(i, k);
        if (seen[column] != round) {
          seen[column] = round;
          if (count == used.length) {
            used = Arrays.copyOf(used, 2 * count);
          }
          used[count++] = column;
        }
      }
    }
    used = Arrays.copyOf(used, count);
    Arrays.sort(used);
    return used;
  }

  /** Renames the columns of the rows {@code [first, end)} to their place in {@code used}. */
  void rename(FeatureRows rows, int first, int end, int[] used) {
    for (int j = 0; j < used.length; j++) {
      seen[used[j]] = j;
    }
    for (int i = first; i < end; i++) {
      rows.renameColumns(i, seen);
    }
    for (int column : used) {
      seen[column] = 0;
    }
  }
}
