package io.dealrank.features.pointintime;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Values by bucket in the order in which they are added, names in UTF-8; written once, read once by
 * Spark. Spark copies bytes as they are, where it would encode every string anew.
 */
final class BucketValues extends AbstractMap<byte[], Object> {
  private final byte[][] names;
  private final Object[] values;
  private int size;

  BucketValues(int most) {
    names = new byte[most][];
    values = new Object[most];
  }

  /** Adds a bucket; one without a value is left out. */
  void add(byte[] name, Object value) {
    if (value != null) {
      names[size] = name;
      values[size++] = GroupSweep.external(value);
    }
  }

  /** Whether a bucket was added. */
  boolean has(byte[] name) {
    for (int i = 0; i < size; i++) {
      if (Arrays.equals(names[i], name)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Set<Map.Entry<byte[], Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Iterator<Map.Entry<byte[], Object>> iterator() {
        return new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < size;
          }

          @Override
          public Map.Entry<byte[], Object> next() {
            if (next == size) {
              throw new NoSuchElementException();
            }
            return new SimpleImmutableEntry<>(names[next], values[next++]);
          }
        };
      }
    };
  }
}
