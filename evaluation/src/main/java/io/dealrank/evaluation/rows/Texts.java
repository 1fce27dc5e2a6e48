package io.dealrank.evaluation.rows;

import java.util.Arrays;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** Texts by number, their bytes in one array that grows; null is below every text. */
public final class Texts {
  private static final int FEW = 64;

  private int size;

  /** In {@link #bytes}; the length of null is -1. */
  private int[] starts = new int[FEW];

  private int[] lengths = new int[FEW];
  private byte[] bytes = new byte[FEW * Long.BYTES];
  private int used;

  /** Forgets the texts. */
  public void clear() {
    size = 0;
    used = 0;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** Adds a copy. */
  public void add(UTF8String text) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, longer(size));
      lengths = Arrays.copyOf(lengths, longer(size));
    }
    starts[size] = used;
    lengths[size] = text == null ? -1 : text.numBytes();
    if (text != null) {
      int end = Math.addExact(used, text.numBytes());
      if (end > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(end, longer(bytes.length)));
      }
      text.writeToMemory(bytes, Platform.BYTE_ARRAY_OFFSET + used);
      used = end;
    }
    size++;
  }

  /** The order of two texts by their bytes, not signed. */
  public int compare(int one, int other) {
    if (lengths[one] < 0 || lengths[other] < 0) {
      return Integer.compare(Math.min(lengths[one], 0), Math.min(lengths[other], 0));
    }
    return Arrays.compareUnsigned(bytes, starts[one], end(one), bytes, starts[other], end(other));
  }

  /** The bytes of a text as a string; null for null. */
  public UTF8String get(int text) {
    return lengths[text] < 0
        ? null
        : UTF8String.fromBytes(Arrays.copyOfRange(bytes, starts[text], end(text)));
  }

  /** Twice the length, as far as arrays go. */
  public static int longer(int length) {
    return (int) Math.min(2L * length, Integer.MAX_VALUE - Long.BYTES);
  }

  private int end(int text) {
    return starts[text] + lengths[text];
  }
}
