package io.dealrank.features.pointintime;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The contributions to one measure and bucket, in the order of their events; equal events in the
 * order in which they became known. A window is a slice [lo, hi) of it. What no window reaches any
 * more is forgotten.
 *
 * <p>The aggregate of a slice is put together from aggregates of whole blocks of 64, 64² and 64³
 * contributions, kept once made, and of the single contributions at its ends: O(64 log n), however
 * long the slice. Blocks are counted from the first contribution ever, so that the same history
 * gives the same blocks whatever was asked or forgotten before.
 */
final class Contributions {
  private static final int BITS = 6;
  private static final int LEVELS = 3;

  private final boolean valued;
  private final boolean textual;

  private long[] events = new long[4];
  private double[] values;
  private String[] texts;
  private int size;
  private long base; // number of contributions forgotten
  private long forgottenBefore = Long.MIN_VALUE;
  private List<List<Aggregate>> blocks;
  private final long[] firstBlock = new long[LEVELS + 1];

  Contributions(boolean valued, boolean textual) {
    this.valued = valued && !textual;
    this.textual = textual;
    values = this.valued ? new double[4] : null;
    texts = textual ? new String[4] : null;
  }

  int size() {
    return size;
  }

  long event(int i) {
    return events[i];
  }

  void add(long event, double value, String text) {
    int at = size;
    if (size > 0 && event < events[size - 1]) {
      if (event < forgottenBefore) {
        base++;
        blocks = null;
        return;
      }
      at = firstAfter(event);
    }
    makeRoom(at);
    events[at] = event;
    if (valued) {
      values[at] = value;
    } else if (textual) {
      texts[at] = text;
    }
    if (at < size - 1) {
      dropBlocks(at);
    }
  }

  /** Takes back one contribution; one that is forgotten only moves the blocks. */
  void remove(long event, double value, String text) {
    if (event < forgottenBefore) {
      base--;
      blocks = null;
      return;
    }
    int at = from(event);
    while (at < size && events[at] == event && !same(at, value, text)) {
      at++;
    }
    if (at == size || events[at] != event) {
      throw new IllegalStateException("a contribution that was never made is taken back");
    }
    shift(at + 1, at);
    size--;
    dropBlocks(at);
  }

  private boolean same(int i, double value, String text) {
    if (valued) {
      return Double.compare(values[i], value) == 0;
    }
    return !textual || texts[i].equals(text);
  }

  /** Index of the first contribution with an event not before t. */
  int from(long t) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (events[middle] < t) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int firstAfter(long event) {
    return event == Long.MAX_VALUE ? size : from(event + 1);
  }

  /** Forgets contributions with events before t; worth its while if they are many. */
  void forget(long t) {
    int gone = from(t);
    if (gone < 32 || gone < size / 2) {
      return;
    }
    shift(gone, 0);
    size -= gone;
    base += gone;
    forgottenBefore = t;
    if (blocks != null) {
      for (int level = 1; level <= LEVELS; level++) {
        List<Aggregate> row = blocks.get(level);
        while (!row.isEmpty() && firstBlock[level] << (BITS * level) < base) {
          row.remove(0);
          firstBlock[level]++;
        }
      }
    }
  }

  /** The aggregate of the slice [lo, size). */
  Aggregate since(int lo, Supplier<Aggregate> empty) {
    return between(lo, size, empty);
  }

  /** The aggregate of the slice [lo, hi). */
  Aggregate between(int lo, int hi, Supplier<Aggregate> empty) {
    Aggregate result = empty.get();
    long at = base + lo;
    long end = base + hi;
    while (at < end) {
      int level = end - at < 1 << BITS ? 0 : levelOfBlock(at, end);
      if (level == 0) {
        addSingle(result, at++);
      } else {
        result.merge(block(level, at >> (BITS * level), empty));
        at += 1L << (BITS * level);
      }
    }
    return result;
  }

  private static int levelOfBlock(long at, long end) {
    int level = LEVELS;
    while (level > 0
        && ((at & ((1L << (BITS * level)) - 1)) != 0 || at + (1L << (BITS * level)) > end)) {
      level--;
    }
    return level;
  }

  private void addSingle(Aggregate result, long absolute) {
    int i = (int) (absolute - base);
    result.add(events[i], valued ? values[i] : 0, textual ? texts[i] : null);
  }

  private Aggregate block(int level, long index, Supplier<Aggregate> empty) {
    if (blocks == null) {
      blocks = new ArrayList<>();
      for (int i = 0; i <= LEVELS; i++) {
        blocks.add(new ArrayList<>());
      }
    }
    List<Aggregate> row = blocks.get(level);
    long width = 1L << (BITS * level);
    if (row.isEmpty()) {
      firstBlock[level] = (base + width - 1) / width;
    }
    while (firstBlock[level] + row.size() <= index) {
      long next = firstBlock[level] + row.size();
      Aggregate made = empty.get();
      if (level == 1) {
        for (long i = next * width; i < (next + 1) * width; i++) {
          addSingle(made, i);
        }
      } else {
        for (long i = next << BITS; i < (next + 1) << BITS; i++) {
          made.merge(block(level - 1, i, empty));
        }
      }
      row.add(made);
    }
    return row.get((int) (index - firstBlock[level]));
  }

  /** Drops the blocks from that of a changed contribution on. */
  private void dropBlocks(int at) {
    if (blocks == null) {
      return;
    }
    for (int level = 1; level <= LEVELS; level++) {
      List<Aggregate> row = blocks.get(level);
      long kept = Math.max(0, ((base + at) >> (BITS * level)) - firstBlock[level]);
      while (row.size() > kept) {
        row.remove(row.size() - 1);
      }
    }
  }

  private void makeRoom(int at) {
    if (size == events.length) {
      events = Arrays.copyOf(events, size * 2);
      values = valued ? Arrays.copyOf(values, size * 2) : null;
      texts = textual ? Arrays.copyOf(texts, size * 2) : null;
    }
    if (at < size) {
      shift(at, at + 1);
    }
    size++;
  }

  private void shift(int from, int to) {
    int moved = size - from;
    System.arraycopy(events, from, events, to, moved);
    if (valued) {
      System.arraycopy(values, from, values, to, moved);
    } else if (textual) {
      System.arraycopy(texts, from, texts, to, moved);
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(base);
    out.writeLong(forgottenBefore);
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeLong(events[i]);
      if (valued) {
        out.writeDouble(values[i]);
      } else if (textual) {
        Texts.write(out, texts[i]);
      }
    }
  }

  void read(DataInput in) throws IOException {
    base = in.readLong();
    forgottenBefore = in.readLong();
    size = in.readInt();
    int room = Math.max(4, size);
    events = new long[room];
    values = valued ? new double[room] : null;
    texts = textual ? new String[room] : null;
    for (int i = 0; i < size; i++) {
      events[i] = in.readLong();
      if (valued) {
        values[i] = in.readDouble();
      } else if (textual) {
        texts[i] = Texts.read(in);
      }
    }
  }
}
