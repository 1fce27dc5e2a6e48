package io.dealrank.ranking;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Scores of a model by listing, brought to the test. */
final class Scores {
  private Scores() {}

  static Map<String, Double> of(RankingModel model, Dataset<Row> rows) {
    return in(model.transform(rows));
  }

  /** The scores of rows that have them. */
  static Map<String, Double> in(Dataset<Row> scored) {
    Map<String, Double> scores = new TreeMap<>();
    for (Row row : scored.select("listing_id", "model_score").collectAsList()) {
      scores.put(row.getString(0), row.isNullAt(1) ? Double.NaN : row.getDouble(1));
    }
    return scores;
  }

  /** The sums of the terms by listing. */
  static Map<String, Double> sumsOfTerms(RankingModel model, Dataset<Row> rows) {
    Map<String, Double> sums = new TreeMap<>();
    for (Row row : model.withTerms(rows, "terms").select("listing_id", "terms").collectAsList()) {
      Map<String, Double> terms = row.getJavaMap(1);
      sums.put(row.getString(0), terms.values().stream().mapToDouble(term -> term).sum());
    }
    return sums;
  }

  /** The largest difference between two maps with the same listings; infinite if they differ. */
  static double distance(Map<String, Double> left, Map<String, Double> right) {
    if (!left.keySet().equals(right.keySet())) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (String listing : left.keySet()) {
      double difference = Math.abs(left.get(listing) - right.get(listing));
      largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
    }
    return largest;
  }
}
