package io.dealrank.features.pointintime;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How many contributions at the end, in a row, have the value 0. */
final class Streak extends Aggregate {
  private long length;
  private boolean broken;

  long length() {
    return length;
  }

  @Override
  void add(long event, double value, String text) {
    broken |= value != 0;
    length = value == 0 ? length + 1 : 0;
  }

  @Override
  void merge(Aggregate later) {
    Streak other = (Streak) later;
    length = other.broken ? other.length : length + other.length;
    broken |= other.broken;
  }

  @Override
  void write(DataOutput out) throws IOException {
    out.writeLong(length);
    out.writeBoolean(broken);
  }

  @Override
  void read(DataInput in) throws IOException {
    length = in.readLong();
    broken = in.readBoolean();
  }
}
