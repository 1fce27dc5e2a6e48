package io.dealrank.evaluation.trec;

/** A stable merge sort of row numbers; ranges that already follow are not merged. */
@FunctionalInterface
interface RankOrder {
  /** Negative where the first row stands before the second, as in a comparator. */
  int compare(int row, int other);

  /** Sorts the first {@code length} rows; {@code scratch} is as long. */
  default void sort(int[] rows, int[] scratch, int length) {
    for (int width = 1; width < length; width *= 2) {
      for (int start = 0; start + width < length; start += 2 * width) {
        merge(rows, scratch, start, start + width, Math.min(start + 2 * width, length));
      }
    }
  }

  /** Merges two neighbouring ranges that are in order; nothing to do when they already follow. */
  private void merge(int[] rows, int[] scratch, int start, int middle, int end) {
    if (compare(rows[middle - 1], rows[middle]) <= 0) {
      return;
    }
    System.arraycopy(rows, start, scratch, start, middle - start);
    int left = start;
    int right = middle;
    for (int i = start; left < middle; i++) {
      rows[i] =
          right < end && compare(rows[right], scratch[left]) < 0 ? rows[right++] : scratch[left++];
    }
  }
}
