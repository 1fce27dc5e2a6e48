package io.dealrank.ranking;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How well a model orders rows, by counting pairs. */
final class Ordering {
  private Ordering() {}

  /** Share of (positive, negative) pairs the model orders rightly; a tie counts half. */
  static double areaUnderCurve(RankingModel model, Dataset<Row> rows) {
    return share(model, rows, false);
  }

  /** The same over pairs within one query. */
  static double areaWithinQueries(RankingModel model, Dataset<Row> rows) {
    return share(model, rows, true);
  }

  private static double share(RankingModel model, Dataset<Row> rows, boolean sameQuery) {
    List<Row> scored =
        model.transform(rows).select("query_id", "label", "model_score").collectAsList();
    double right = 0;
    long pairs = 0;
    for (Row positive : scored) {
      for (Row negative : scored) {
        if (positive.getInt(1) == 1
            && negative.getInt(1) == 0
            && (!sameQuery || positive.getString(0).equals(negative.getString(0)))) {
          pairs++;
          right += (Math.signum(positive.getDouble(2) - negative.getDouble(2)) + 1) / 2;
        }
      }
    }
    return right / pairs;
  }
}
