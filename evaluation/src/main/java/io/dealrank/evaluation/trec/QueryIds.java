package io.dealrank.evaluation.trec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The query ids of a file, numbered in the order in which they first occur. */
final class QueryIds {
  private byte[] bytes = new byte[1 << 12];
  private int[] end = new int[256];
  private int[] hash = new int[256];
  private int[] table = new int[1024];
  private int size;
  private int last;

  /** The number of an id, a new one if it was not seen before. */
  int number(byte[] source, int from, int to) {
    if (size > 0 && is(last, source, from, to)) {
      return last;
    }
    int wanted = hash(source, from, to);
    int slot = wanted & (table.length - 1);
    while (table[slot] != 0) {
      int id = table[slot] - 1;
      if (hash[id] == wanted && is(id, source, from, to)) {
        last = id;
        return id;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = size + 1;
    last = size;
    append(source, from, to, wanted);
    return last;
  }

  /** The number of an id; -1 if it does not occur. */
  int find(QueryIds other, int id) {
    int slot = other.hash[id] & (table.length - 1);
    while (table[slot] != 0) {
      int own = table[slot] - 1;
      if (hash[own] == other.hash[id] && is(own, other.bytes, other.start(id), other.end[id])) {
        return own;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    return -1;
  }

  int size() {
    return size;
  }

  String text(int id) {
    return new String(bytes, start(id), end[id] - start(id), StandardCharsets.UTF_8);
  }

  /** Order of two ids by their bytes, which for UTF-8 is the order of their code points. */
  int compare(int id, QueryIds other, int otherId) {
    return Arrays.compareUnsigned(
        bytes, start(id), end[id], other.bytes, other.start(otherId), other.end[otherId]);
  }

  /** A hash of bytes with its low bits well mixed. */
  static int hash(byte[] source, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + source[i];
    }
    hash *= 0x9E3779B9;
    return hash ^ (hash >>> 15);
  }

  private int start(int id) {
    return id == 0 ? 0 : end[id - 1];
  }

  private boolean is(int id, byte[] source, int from, int to) {
    return Arrays.equals(bytes, start(id), end[id], source, from, to);
  }

  private void append(byte[] source, int from, int to, int hashed) {
    int start = size == 0 ? 0 : end[size - 1];
    int length = to - from;
    if (start + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, start + length));
    }
    System.arraycopy(source, from, bytes, start, length);
    if (size == end.length) {
      end = Arrays.copyOf(end, 2 * size);
      hash = Arrays.copyOf(hash, 2 * size);
    }
    end[size] = start + length;
    hash[size] = hashed;
    size++;
    if (2 * size > table.length) {
      table = new int[2 * table.length];
      for (int id = 0; id < size; id++) {
        int slot = hash[id] & (table.length - 1);
        while (table[slot] != 0) {
          slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = id + 1;
      }
    }
  }
}
