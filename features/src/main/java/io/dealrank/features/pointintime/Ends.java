package io.dealrank.features.pointintime;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The first or the last k values, in the order of their events. */
final class Ends extends Aggregate {
  private final int kept;
  private final boolean first;
  private final ArrayDeque<Object> values = new ArrayDeque<>();

  Ends(int kept, boolean first) {
    this.kept = kept;
    this.first = first;
  }

  /** The values, the end itself foremost: earliest of the first, latest of the last. */
  List<Object> values() {
    List<Object> ordered = new ArrayList<>(values);
    if (!first) {
      java.util.Collections.reverse(ordered);
    }
    return ordered;
  }

  @Override
  void add(long event, double value, String text) {
    add(text == null ? (Object) value : text);
  }

  private void add(Object value) {
    if (values.size() < kept) {
      values.addLast(value);
    } else if (!first) {
      values.removeFirst();
      values.addLast(value);
    }
  }

  @Override
  void merge(Aggregate later) {
    ((Ends) later).values.forEach(this::add);
  }

  @Override
  void write(DataOutput out) throws IOException {
    out.writeInt(values.size());
    for (Object value : values) {
      out.writeBoolean(value instanceof String);
      if (value instanceof String text) {
        Texts.write(out, text);
      } else {
        out.writeDouble((Double) value);
      }
    }
  }

  @Override
  void read(DataInput in) throws IOException {
    values.clear();
    for (int i = in.readInt(); i > 0; i--) {
      values.addLast(in.readBoolean() ? (Object) Texts.read(in) : (Object) in.readDouble());
    }
  }
}
