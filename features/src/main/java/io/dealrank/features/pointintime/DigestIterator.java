package io.dealrank.features.pointintime;

import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Facts in; per fact its entity and, per midnight, a digest of the changes that it makes before.
 */
final class DigestIterator implements Iterator<Row> {
  private static final int ENTITY = 0;
  private static final int AT = 1;
  private static final int TIE = 2;
  private static final int FACT = 3;

  private static final int KEPT_NAMES = 1024;

  private final Iterator<Row> facts;
  private final FactReader reader;
  private final long[] midnights;
  private final Buckets[] buckets;

  /**
   * Digests of facts.
   *
   * @param facts entity, time from which it is known, hash of its tie, fact
   * @param midnights microseconds
   */
  DigestIterator(Iterator<Row> facts, FactLayout layout, long[] midnights) {
    this.facts = facts;
    this.reader = new FactReader(layout);
    this.midnights = midnights;
    this.buckets = new Buckets[layout.group().by().size()];
  }

  @Override
  public boolean hasNext() {
    return facts.hasNext();
  }

  @Override
  public Row next() {
    Row row = facts.next();
    for (int d = 0; d < buckets.length; d++) {
      if (buckets[d] == null || buckets[d].size() > KEPT_NAMES) {
        buckets[d] = new Buckets();
      }
    }
    long at = row.getLong(AT);
    // Changes of one instant are made in the order of their facts.
    long fact = mixed(row.getLong(TIE), at);
    long[] digests = new long[midnights.length];
    reader.read(
        row.getStruct(FACT),
        at,
        buckets,
        (time, measure, made, event, value, text, numbers) -> {
          long hash = mixed(mixed(mixed(fact, time), made ? measure : ~measure), event);
          hash = mixed(hash, text == null ? Double.doubleToLongBits(value) : hash(text));
          for (int d = 0; d < numbers.length; d++) {
            hash = mixed(hash, numbers[d] < 0 ? 0 : hash(buckets[d].name(numbers[d])));
          }
          for (int i = 0; i < midnights.length; i++) {
            digests[i] ^= time < midnights[i] ? hash : 0;
          }
        });
    Object[] cells = new Object[1 + digests.length];
    cells[0] = row.getString(ENTITY);
    for (int i = 0; i < digests.length; i++) {
      cells[1 + i] = digests[i];
    }
    return RowFactory.create(cells);
  }

  /** One step of a chain of hashes; the finalizer of SplitMix64 (Steele, Lea, Flood, 2014). */
  private static long mixed(long hash, long value) {
    long z = (hash ^ value) + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** FNV-1a over 64 bits, by characters. */
  private static long hash(String text) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    }
    return hash;
  }
}
