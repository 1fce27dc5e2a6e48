package io.dealrank.ranking;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.LabeledPoint;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/**
 * Streams training rows into XGBoost and remembers what its stream does not carry: list lengths and
 * offsets. Rows of a query are neighbours. XGBoost weighs whole lists: a list weighs the mean of
 * its rows.
 */
final class XgboostRows implements Iterator<LabeledPoint> {
  private static final int LABEL = 1;
  private static final int WEIGHT = 2;
  private static final int OFFSET = 3;

  private final Iterator<Row> rows;
  private final boolean grouped;
  private final boolean hasOffset;
  private int[] entries = {};
  private int count;
  private float[] offsets = {};
  private Object query;
  private int lists;
  private int[] lengths = {};
  private double[] weights = {};

  XgboostRows(Iterator<Row> rows, boolean grouped, boolean hasOffset) {
    this.rows = rows;
    this.grouped = grouped;
    this.hasOffset = hasOffset;
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public LabeledPoint next() {
    Row row = rows.next();
    double weight = row.getDouble(WEIGHT);
    if (grouped) {
      addToList(row.get(0), weight);
    }
    if (hasOffset) {
      offsets = roomFor(count, offsets);
      offsets[count] = XgboostTrees.narrowed(row.getDouble(OFFSET));
    }
    count++;
    float[] values = values(row.getAs(row.length() - 1));
    if (entries.length != values.length) {
      entries = IntStream.range(0, values.length).toArray();
    }
    return new LabeledPoint(
        (float) row.getDouble(LABEL), values.length, entries, values, (float) weight);
  }

  private void addToList(Object next, double weight) {
    if (count == 0 || !Objects.equals(next, query)) {
      query = next;
      lists++;
      if (lists > lengths.length) {
        lengths = Arrays.copyOf(lengths, Math.max(1024, 2 * lists));
        weights = Arrays.copyOf(weights, lengths.length);
      }
    }
    lengths[lists - 1]++;
    weights[lists - 1] += weight;
  }

  /** Adds what was remembered, once every row was read. */
  void describe(DMatrix matrix) throws XGBoostError {
    if (hasOffset) {
      matrix.setBaseMargin(Arrays.copyOf(offsets, count));
    }
    if (grouped) {
      float[] means = new float[lists];
      for (int i = 0; i < lists; i++) {
        means[i] = (float) (weights[i] / lengths[i]);
      }
      matrix.setGroup(Arrays.copyOf(lengths, lists));
      matrix.setWeight(means);
    }
  }

  private static float[] roomFor(int index, float[] array) {
    return index < array.length ? array : Arrays.copyOf(array, Math.max(1024, 2 * index));
  }

  private static float[] values(Vector vector) {
    double[] wide = vector.toArray();
    float[] values = new float[wide.length];
    for (int j = 0; j < values.length; j++) {
      values[j] = XgboostTrees.narrowed(wide[j]);
    }
    return values;
  }
}
