package io.dealrank.ranking.glmix;

import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/** The rows of one partition in primitive arrays, in the order they lie in. */
final class ParsedRows {
  final RowLayout layout;
  int count;
  double[] labels = new double[1024];
  double[] weights = new double[1024];
  double[] offsets = new double[1024];
  long[] hashes = new long[1024];
  long[] lists = new long[1024];
  final EntryBuffer[] features;
  final String[][] entities;
  final int[][] targets;
  final boolean[][] candidates;

  private ParsedRows(RowLayout layout) {
    this.layout = layout;
    int parts = layout.parts.length;
    features = new EntryBuffer[parts];
    entities = new String[parts][];
    targets = new int[parts][];
    candidates = new boolean[parts][];
    for (int k = 0; k < parts; k++) {
      features[k] = new EntryBuffer();
      if (!layout.parts[k].fixed) {
        entities[k] = new String[1024];
        targets[k] = new int[1024];
        candidates[k] = new boolean[1024];
      }
    }
  }

  static ParsedRows of(RowLayout layout, Iterator<Row> rows) {
    ParsedRows parsed = new ParsedRows(layout);
    while (rows.hasNext()) {
      parsed.add(rows.next());
    }
    return parsed;
  }

  private void add(Row row) {
    if (count == labels.length) {
      grow();
    }
    labels[count] = row.getDouble(0);
    weights[count] = row.getDouble(1);
    offsets[count] = row.getDouble(2);
    hashes[count] = row.getLong(3);
    lists[count] = row.getLong(4);
    for (int k = 0; k < layout.parts.length; k++) {
      int cell = RowLayout.FIRST + RowLayout.PER_COORDINATE * k;
      features[k].add((Vector) row.get(cell), layout.parts[k].size);
      if (entities[k] != null) {
        entities[k][count] = row.getString(cell + 1);
        targets[k][count] = row.getInt(cell + 2);
        candidates[k][count] = row.getBoolean(cell + 3);
      }
    }
    count++;
  }

  private void grow() {
    int length = 2 * labels.length;
    labels = Arrays.copyOf(labels, length);
    weights = Arrays.copyOf(weights, length);
    offsets = Arrays.copyOf(offsets, length);
    hashes = Arrays.copyOf(hashes, length);
    lists = Arrays.copyOf(lists, length);
    for (int k = 0; k < entities.length; k++) {
      if (entities[k] != null) {
        entities[k] = Arrays.copyOf(entities[k], length);
        targets[k] = Arrays.copyOf(targets[k], length);
        candidates[k] = Arrays.copyOf(candidates[k], length);
      }
    }
  }
}
