package io.dealrank.jobs;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.dealrank.evaluation.position.ExaminationCurve;
import io.dealrank.features.vertical.PositionChoice;
import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.ranking.JsonText;
import io.dealrank.ranking.PartialObservation;
import io.dealrank.ranking.Ranker;
import io.dealrank.ranking.RankingModel;
import io.dealrank.ranking.delay.DelayDistribution;
import io.dealrank.ranking.position.PropensityWeights;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * The rows a ranker may learn from at an instant and how much of their outcomes is observed.
 *
 * @param target the outcome to predict
 * @param gap the attribution window
 * @param rows with {@link #SHARE} if there is a curve or there are delays
 * @param curve examination by position; null: not allowed for
 * @param delays of the target; null: only rows whose attribution window had closed
 */
record ObservedRows(
    VerticalFile file,
    String target,
    Instant instant,
    Duration gap,
    Dataset<Row> rows,
    ExaminationCurve curve,
    DelayDistribution delays) {
  /** DOUBLE column: the probability that an outcome of the row is observed. */
  static final String SHARE = "__observed_share";

  private static final String WEIGHT = "__inverse_weight";
  private static final double MILLIS_PER_HOUR = 3_600_000;

  /** The same knowledge of other rows. */
  ObservedRows with(Dataset<Row> others) {
    return new ObservedRows(file, target, instant, gap, others, curve, delays);
  }

  /** Fits a ranker whose columns are set, allowing for what is not observed. */
  RankingModel fit(Ranker ranker) {
    if (!corrected()) {
      return ranker.fit(rows);
    }
    String weight = ranker.getOrDefault(ranker.weightColumn());
    if (!inverse()) {
      return new PartialObservation(SHARE).fit(ranker, rows);
    }
    Column own = col(WEIGHT);
    if (ObservationChecks.overLists(ranker)) {
      // Such a loss takes the mean weight of a list: the weight of its positives.
      Column positives = avg(when(col(label()).equalTo(1), own));
      own = coalesce(positives.over(Window.partitionBy("query_id")), lit(1.0));
    }
    Dataset<Row> weighted = weights().add(rows, WEIGHT).withColumn(WEIGHT, coalesce(own, lit(0.0)));
    RankingModel model =
        ranker
            .setWeightColumn(WEIGHT)
            .fit(weighted.withColumn(WEIGHT, col(WEIGHT).multiply(col(weight))));
    model.set(model.weightColumn(), weight);
    return model;
  }

  private boolean corrected() {
    return curve != null || delays != null;
  }

  private boolean inverse() {
    PositionChoice position = file.vertical().ranker().position();
    return position != null && position.weights() == PositionChoice.Weights.INVERSE;
  }

  private PropensityWeights weights() {
    return new PropensityWeights(label(), SHARE, file.vertical().ranker().position().clip());
  }

  private String label() {
    return "label_" + target;
  }

  /**
   * What is recorded with the model; empty if everything counts as observed. The effective sample
   * size, (sum w)^2 / sum w^2, is that of all rows under likelihood weights of the first fit, 1 for
   * positives and the share for the rest; that of the positives under inverse weights.
   */
  Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    if (!corrected()) {
      return metrics;
    }
    if (curve != null) {
      metrics.put("position_eta", curve.eta());
      metrics.put("position_eta_standard_error", curve.etaStandardError());
      if (curve.convergence() != null) {
        metrics.put("position_steps", (double) curve.convergence().steps());
        metrics.put("position_converged", curve.convergence().converged() ? 1.0 : 0.0);
      }
    }
    if (delays != null) {
      for (int percent : List.of(50, 90, 99)) {
        metrics.put("delay_p" + percent + "_hours", hours(percent / 100.0));
      }
      metrics.put("delay_outcomes", (double) delays.outcomes());
    }
    Column weight = when(col(label()).equalTo(1), 1.0).otherwise(col(SHARE));
    Row sums =
        rows.agg(
                count(lit(1)).as("rows"),
                count_if(col("shown_at").geq(lit(instant.minus(gap)))).as("young"),
                max(weight).as("largest"),
                sum(weight).as("weights"),
                sum(weight.multiply(weight)).as("squares"))
            .head();
    metrics.put("young_share", (double) sums.<Long>getAs("young") / sums.<Long>getAs("rows"));
    if (inverse()) {
      var summary = weights().summary(rows);
      metrics.put("largest_weight", summary.largest());
      metrics.put("clipped_share", summary.clippedShare());
      metrics.put("effective_sample_size", summary.effectiveSampleSize());
    } else {
      double total = sums.getAs("weights");
      metrics.put("largest_weight", sums.getAs("largest"));
      metrics.put("effective_sample_size", total * total / sums.<Double>getAs("squares"));
    }
    return metrics;
  }

  /** The least delay, in whole steps, by which a share of the outcomes has come. */
  private double hours(double share) {
    int steps = 1;
    while (delays.cumulative().get(steps - 1) < share) {
      steps++;
    }
    return delays.step().multipliedBy(steps).toMillis() / MILLIS_PER_HOUR;
  }

  /** Time left out before the instant: nothing younger is in the rows. */
  Duration left() {
    return delays == null ? gap : file.vertical().ranker().delay().youngest().duration();
  }

  /** What is kept beside the model, by file name. */
  Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    if (curve != null) {
      files.put("position.json", JsonText.write(curve));
    }
    if (delays != null) {
      files.put("delay.json", delays.toJson());
    }
    return files;
  }
}
