package io.dealrank.evaluation.backtest;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.unsafe.types.UTF8String;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The rows of one query in production order: position ascending, ties by {@code listing_id}
 * ascending in the order of UTF-8 bytes.
 *
 * @param query its id
 * @param searcher of the row shown first; may be null
 * @param packedSegments of the row shown first; may be null
 * @param positions as shown
 * @param labels of the target
 * @param modelScores none NaN
 * @param features row by row, NaN where null
 */
record JudgedList(
    String query,
    String searcher,
    MapData packedSegments,
    int[] positions,
    int[] labels,
    double[] modelScores,
    double[] features) {

  /** Of type MAP, as it goes into a result row; may be null. */
  Object segments() {
    if (packedSegments == null) {
      return null;
    }
    Map<String, String> segments = new LinkedHashMap<>();
    for (int i = 0; i < packedSegments.numElements(); i++) {
      UTF8String name = packedSegments.keyArray().getUTF8String(i);
      boolean missing = packedSegments.valueArray().isNullAt(i);
      segments.put(
          name.toString(),
          missing ? null : packedSegments.valueArray().getUTF8String(i).toString());
    }
    return CollectionConverters.asScala(segments);
  }

  /** Positions negated, so that a higher number stands higher. */
  double[] productionScores() {
    double[] scores = new double[positions.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = -positions[i];
    }
    return scores;
  }

  /**
   * A feature in production order; NaN where null.
   *
   * @param which its place among the features asked for
   */
  double[] feature(int which) {
    double[] values = new double[labels.length];
    int ofRow = features.length / labels.length;
    for (int i = 0; i < values.length; i++) {
      values[i] = features[i * ofRow + which];
    }
    return values;
  }
}
