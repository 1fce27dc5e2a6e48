package io.dealrank.features.pointintime;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The buckets of one dimension that an entity has had, numbered as they appeared. */
final class Buckets {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private Integer[] byName = new Integer[0];

  /** Number of a bucket; -1 for null. */
  int number(String name) {
    if (name == null) {
      return -1;
    }
    Integer number = numbers.get(name);
    if (number == null) {
      number = names.size();
      names.add(name);
      numbers.put(name, number);
    }
    return number;
  }

  String name(int number) {
    return names.get(number);
  }

  int size() {
    return names.size();
  }

  /** The numbers in the order of their names: the order of every map and sum over buckets. */
  Integer[] byName() {
    if (byName.length != names.size()) {
      byName = new Integer[names.size()];
      java.util.Arrays.setAll(byName, i -> i);
      java.util.Arrays.sort(byName, (a, b) -> names.get(a).compareTo(names.get(b)));
    }
    return byName;
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
