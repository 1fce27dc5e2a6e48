package io.dealrank.features.mart;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * How many entities have a value, and how often each value occurs, up to a relative width.
 *
 * <p>Two values share a bin when they agree in sign, exponent and the first nine bits of the
 * mantissa: a bin is less than 0.2% (2^-9) of its values wide, and whole numbers up to 1024 have
 * one each. A bin stands for the largest value seen in it. In which bin a value falls does not
 * depend on other values, and all that is added up is whole, so the histograms of the parts of a
 * table, merged in any order, are the histogram of the table.
 */
final class ValueHistogram {
  /** The columns of {@link #row} and {@link #of}. */
  static final StructType SCHEMA =
      StructType.fromDDL(
          """
          entities BIGINT,
          present BIGINT COMMENT 'of them with a value',
          min DOUBLE COMMENT 'the smallest finite value',
          bins ARRAY<STRUCT<upper: DOUBLE, values: BIGINT, offsets: BIGINT, squares: BIGINT>>
          """);

  private static final int BIN_BITS = 9;
  private static final int OFFSET_BITS = 16;
  private static final int DROPPED_BITS = 52 - BIN_BITS;

  private final Map<Integer, Bin> bins = new HashMap<>();
  private long entities;
  private long present;
  private double min = Double.POSITIVE_INFINITY;

  /** The end nearer to 0 of the bin of a finite value; it grows with the value. */
  static double bin(double value) {
    return Double.longBitsToDouble((long) key(value) << DROPPED_BITS);
  }

  private static int key(double value) {
    return (int) (Double.doubleToRawLongBits(value + 0.0) >> DROPPED_BITS);
  }

  /**
   * The values of a bin. Each is the end of the bin plus an offset in units of 2^-16 of its width,
   * rounded down; sums of offsets and of their squares stay below 2^63 up to 2^31 values.
   */
  static final class Bin {
    private double upper = Double.NEGATIVE_INFINITY;
    private long values;
    private long offsets;
    private long squares;

    private void add(double value) {
      long bits = Double.doubleToRawLongBits(value) >> (DROPPED_BITS - OFFSET_BITS);
      long offset = bits & ((1L << OFFSET_BITS) - 1);
      upper = Math.max(upper, value);
      values++;
      offsets += offset;
      squares += offset * offset;
    }

    private Bin add(Bin other) {
      upper = Math.max(upper, other.upper);
      values += other.values;
      offsets += other.offsets;
      squares += other.squares;
      return this;
    }

    private Row row() {
      return RowFactory.create(upper, values, offsets, squares);
    }

    private static Bin of(Row row) {
      Bin bin = new Bin();
      bin.upper = row.getDouble(0);
      bin.values = row.getLong(1);
      bin.offsets = row.getLong(2);
      bin.squares = row.getLong(3);
      return bin;
    }

    /** The largest of the values. */
    double upper() {
      return upper;
    }

    /** Number of values. */
    long values() {
      return values;
    }

    /** Mean of the values. */
    double mean() {
      return bin(upper) + unit() * offsets / values;
    }

    /** Sum of the squared distances of the values from their mean. */
    double spread() {
      return unit() * unit() * Math.max(0, squares - (double) offsets * offsets / values);
    }

    private double unit() {
      return Math.copySign(Math.ulp(bin(upper)) * (1L << (DROPPED_BITS - OFFSET_BITS)), bin(upper));
    }
  }

  /** Adds an entity: null is no value; NaN and the infinities are present, and in no bin. */
  void add(Double value) {
    entities++;
    present += value == null ? 0 : 1;
    if (value != null && Double.isFinite(value)) {
      min = Math.min(min, value);
      bins.computeIfAbsent(key(value), key -> new Bin()).add(value);
    }
  }

  /** Adds the entities of another part of the table. */
  void add(ValueHistogram part) {
    entities += part.entities;
    present += part.present;
    min = Math.min(min, part.min);
    part.bins.forEach((key, bin) -> bins.merge(key, bin, Bin::add));
  }

  /** As a row of {@link #SCHEMA}. */
  Row row() {
    List<Row> rows = bins.values().stream().map(Bin::row).toList();
    return RowFactory.create(entities, present, min, CollectionConverters.asScala(rows).toSeq());
  }

  /** From a row of {@link #SCHEMA}. */
  static ValueHistogram of(Row row) {
    ValueHistogram histogram = new ValueHistogram();
    histogram.entities = row.getLong(0);
    histogram.present = row.getLong(1);
    histogram.min = row.getDouble(2);
    List<Row> bins = row.getList(3);
    for (Row cells : bins) {
      Bin bin = Bin.of(cells);
      histogram.bins.put(key(bin.upper), bin);
    }
    return histogram;
  }

  /** Number of entities added. */
  long entities() {
    return entities;
  }

  /** Number of entities added that have a value. */
  long present() {
    return present;
  }

  /** Number of bins. */
  int size() {
    return bins.size();
  }

  /** The finite values, in ascending order. */
  Distribution distribution() {
    Map<Double, Bin> ascending = new TreeMap<>();
    bins.values().forEach(bin -> ascending.put(bin.upper, bin));
    return Distribution.of(List.copyOf(ascending.values()), min);
  }
}
