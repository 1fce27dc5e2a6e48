package io.dealrank.features.pointintime;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** Values by bucket in the order in which they are added; written once, read once by Spark. */
final class BucketValues extends AbstractMap<String, Object> {
  private final String[] names;
  private final Object[] values;
  private int size;

  BucketValues(int most) {
    names = new String[most];
    values = new Object[most];
  }

  /** Adds a bucket; one without a value is left out. */
  void add(String name, Object value) {
    if (value != null) {
      names[size] = name;
      values[size++] = GroupSweep.external(value);
    }
  }

  /** Whether a bucket was added. */
  boolean has(String name) {
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Iterator<Map.Entry<String, Object>> iterator() {
        return new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < size;
          }

          @Override
          public Map.Entry<String, Object> next() {
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
