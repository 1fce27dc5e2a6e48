package io.dealrank.evaluation.trec;

import java.util.Arrays;

/** A hash table of row numbers for one query at a time, open addressing, at most half full. */
final class DocumentIndex {
  private int[] table = new int[64];
  private int mask = table.length - 1;

  /** Empties the table and makes room. */
  void clear(int rows) {
    int capacity = Math.max(16, Integer.highestOneBit(Math.max(1, rows)) * 4);
    if (capacity > table.length) {
      table = new int[capacity];
    } else {
      Arrays.fill(table, 0, capacity, 0);
    }
    mask = capacity - 1;
  }

  void put(int row, int hash) {
    int slot = hash & mask;
    while (table[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    table[slot] = row + 1;
  }

  int first(int hash) {
    return hash & mask;
  }

  int next(int slot) {
    return (slot + 1) & mask;
  }

  /** The row in a slot; -1 if there is none. */
  int row(int slot) {
    return table[slot] - 1;
  }
}
