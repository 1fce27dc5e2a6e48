package io.dealrank.features.pointintime;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The buckets of one dimension that an entity has had, numbered as they appeared. */
final class Buckets {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<byte[]> encoded = new ArrayList<>();
  private int[] byName = new int[4];

  /** Number of a bucket; -1 for null. */
  int number(String name) {
    if (name == null) {
      return -1;
    }
    Integer number = numbers.get(name);
    if (number == null) {
      number = names.size();
      names.add(name);
      encoded.add(name.getBytes(StandardCharsets.UTF_8));
      numbers.put(name, number);
      insert(number, name);
    }
    return number;
  }

  String name(int number) {
    return names.get(number);
  }

  /** The name in UTF-8, encoded once. */
  byte[] encoded(int number) {
    return encoded.get(number);
  }

  int size() {
    return names.size();
  }

  /** The i-th number in the order of the names: the order of every map and sum over buckets. */
  int byName(int i) {
    return byName[i];
  }

  private void insert(int number, String name) {
    if (number == byName.length) {
      byName = Arrays.copyOf(byName, number * 2);
    }
    int at = number;
    while (at > 0 && names.get(byName[at - 1]).compareTo(name) > 0) {
      byName[at] = byName[--at];
    }
    byName[at] = number;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(names.size());
    for (String name : names) {
      Texts.write(out, name);
    }
  }

  void read(DataInput in) throws IOException {
    for (int i = in.readInt(); i > 0; i--) {
      var unused = number(Texts.read(in));
    }
  }
}
