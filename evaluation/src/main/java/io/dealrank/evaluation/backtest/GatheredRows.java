package io.dealrank.evaluation.backtest;

import io.dealrank.evaluation.rows.RowsOfQuery;
import io.dealrank.evaluation.rows.Texts;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The rows of one query in the order in which they come, in columns that grow and are used again
 * for the next query.
 */
final class GatheredRows extends RowsOfQuery {
  private static final int FEW = 64;

  private int size;
  private int[] positions = new int[FEW];
  private int[] labels = new int[FEW];
  private double[] scores = new double[FEW];
  private double[] features = new double[0];
  private final int featuresOfRow;

  private final Texts listings = new Texts();

  /** Whether the rows came in ascending positions, none twice. */
  private boolean ascending;

  /** The row that production showed first, and what it says of the query. */
  private int first;

  private UTF8String searcher;
  private MapData segments;

  GatheredRows(int features) {
    featuresOfRow = features;
  }

  @Override
  protected void clear() {
    size = 0;
    listings.clear();
    ascending = true;
    first = 0;
    searcher = null;
    segments = null;
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if the query is null, or a position, label or score is null or
   *     NaN
   */
  @Override
  protected void add(InternalRow row) {
    requireValues(row);
    if (size == positions.length) {
      grow();
    }
    positions[size] = row.getInt(JudgedRankings.Cell.POSITION);
    labels[size] = row.getInt(JudgedRankings.Cell.LABEL);
    scores[size] = row.getDouble(JudgedRankings.Cell.MODEL_SCORE);
    listings.add(text(row, JudgedRankings.Cell.LISTING_ID));
    addFeatures(row);
    ascending &= size == 0 || positions[size] > positions[size - 1];
    if (size == 0 || before(size, first)) {
      first = size;
      UTF8String ofRow = text(row, JudgedRankings.Cell.SEARCHER_ID);
      searcher = ofRow == null ? null : ofRow.clone();
      int cell = JudgedRankings.Cell.SEGMENTS;
      segments = row.isNullAt(cell) ? null : row.getMap(cell).copy();
    }
    size++;
  }

  /** The rows as a list in production order. */
  JudgedList list() {
    int[] inPositions = Arrays.copyOf(positions, size);
    int[] inLabels = Arrays.copyOf(labels, size);
    double[] inScores = Arrays.copyOf(scores, size);
    double[] inFeatures = Arrays.copyOf(features, size * featuresOfRow);
    if (!ascending) {
      int[] order = productionOrder();
      for (int i = 0; i < size; i++) {
        inPositions[i] = positions[order[i]];
        inLabels[i] = labels[order[i]];
        inScores[i] = scores[order[i]];
        System.arraycopy(
            features, order[i] * featuresOfRow, inFeatures, i * featuresOfRow, featuresOfRow);
      }
    }
    return new JudgedList(
        query().toString(),
        searcher == null ? null : searcher.toString(),
        segments,
        inPositions,
        inLabels,
        inScores,
        inFeatures);
  }

  private void requireValues(InternalRow row) {
    if (query() == null) {
      throw new IllegalArgumentException(
          "Judged rankings: query_id is null for listing "
              + text(row, JudgedRankings.Cell.LISTING_ID)
              + "; every row belongs to a query.");
    }
    requireValue(row, JudgedRankings.Cell.POSITION, JudgedRankings.POSITION);
    requireValue(row, JudgedRankings.Cell.LABEL, JudgedRankings.LABEL);
    requireValue(row, JudgedRankings.Cell.MODEL_SCORE, JudgedRankings.MODEL_SCORE);
    if (Double.isNaN(row.getDouble(JudgedRankings.Cell.MODEL_SCORE))) {
      throw new IllegalArgumentException(
          "Judged rankings: model_score is NaN in query "
              + query()
              + "; every listing of a compared list needs a score.");
    }
  }

  private void requireValue(InternalRow row, int cell, String column) {
    if (row.isNullAt(cell)) {
      throw new IllegalArgumentException(
          "Judged rankings: "
              + column
              + " is null in query "
              + query()
              + "; it must have a value.");
    }
  }

  private static UTF8String text(InternalRow row, int cell) {
    return row.isNullAt(cell) ? null : row.getUTF8String(cell);
  }

  private void addFeatures(InternalRow row) {
    int end = Math.multiplyExact(size + 1, featuresOfRow);
    if (end > features.length) {
      features = Arrays.copyOf(features, Math.max(end, Texts.longer(features.length)));
    }
    for (int i = 0; i < featuresOfRow; i++) {
      int cell = JudgedRankings.Cell.FIRST_FEATURE + i;
      features[end - featuresOfRow + i] = row.isNullAt(cell) ? Double.NaN : row.getDouble(cell);
    }
  }

  private void grow() {
    int length = Texts.longer(size);
    positions = Arrays.copyOf(positions, length);
    labels = Arrays.copyOf(labels, length);
    scores = Arrays.copyOf(scores, length);
  }

  /** Position, then listing in the order of its bytes; null first. */
  private boolean before(int a, int b) {
    return positions[a] < positions[b]
        || positions[a] == positions[b] && listings.compare(a, b) < 0;
  }

  /** Sorts position and place packed in one number, then every run of one position by listing. */
  private int[] productionOrder() {
    long[] packed = new long[size];
    for (int i = 0; i < size; i++) {
      packed[i] = (long) positions[i] << Integer.SIZE | i;
    }
    Arrays.sort(packed);
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = (int) packed[i];
    }
    for (int from = 0, to; from < size; from = to) {
      to = from + 1;
      while (to < size && positions[order[to]] == positions[order[from]]) {
        to++;
      }
      if (to - from > 1) {
        int[] run =
            IntStream.range(from, to)
                .mapToObj(i -> order[i])
                .sorted(listings::compare)
                .mapToInt(i -> i)
                .toArray();
        System.arraycopy(run, 0, order, from, run.length);
      }
    }
    return order;
  }
}
