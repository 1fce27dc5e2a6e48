package io.dealrank.jobs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.dealrank.evaluation.position.ExaminationCurve;
import io.dealrank.evaluation.position.ExaminationEstimator;
import io.dealrank.evaluation.position.Smoothing;
import io.dealrank.features.DealrankException;
import io.dealrank.features.training.Labels;
import io.dealrank.features.vertical.DelayChoice;
import io.dealrank.features.vertical.PositionChoice;
import io.dealrank.features.vertical.VerticalFile;
import io.dealrank.ranking.RankerSpec;
import io.dealrank.ranking.delay.DelayDistribution;
import io.dealrank.ranking.delay.DelayEstimator;
import io.dealrank.ranking.delay.DelayedLabels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What of a training set is known at an instant: the rows a ranker may learn from then, with their
 * labels, and the examination curve and the delays as they could be estimated then.
 *
 * <p>Without {@code ranker.delay} these are the impressions whose attribution window had closed.
 * With it they are all impressions shown before the instant; an outcome at or after the instant has
 * not happened yet, in every label and in the weight.
 *
 * @param rows the training set
 * @param gap the attribution window
 * @param spec the ranker that learns; one that is not fitted to labels needs neither curve nor
 *     delays
 */
record KnownRows(VerticalFile file, Dataset<Row> rows, Duration gap, RankerSpec spec) {
  private static final int DELAY_STEPS = 1000;

  /** What is known at an instant, for a target. */
  ObservedRows at(Instant instant, String target) {
    boolean learns = ObservationChecks.learns(spec);
    PositionChoice position = learns ? file.vertical().ranker().position() : null;
    DelayChoice delay = learns ? file.vertical().ranker().delay() : null;
    ExaminationCurve curve = position == null ? null : curve(position, instant);
    DelayDistribution delays = delay == null ? null : delays(target, instant);
    Dataset<Row> known =
        delay == null ? closed(instant) : young(target, delays, delay.youngest().duration());
    if (curve != null || delays != null) {
      Column share = delays == null ? lit(1.0) : col(ObservedRows.SHARE);
      known =
          known.withColumn(
              ObservedRows.SHARE,
              curve == null ? share : share.multiply(curve.of(col("position"))));
    }
    // No ranker can read when an outcome happened: the columns end here.
    String[] times = outcomes().stream().map(Labels::time).toArray(String[]::new);
    return new ObservedRows(file, target, instant, gap, known.drop(times), curve, delays);
  }

  private List<String> outcomes() {
    return List.copyOf(file.vertical().label().outcomes().keySet());
  }

  /** Impressions whose attribution window had closed. */
  Dataset<Row> closed(Instant instant) {
    return rows.filter(col("mature").and(col("shown_at").lt(lit(instant.minus(gap)))));
  }

  /** All impressions shown before the instant of the delays, with the observed share. */
  private Dataset<Row> young(String target, DelayDistribution delays, Duration youngest) {
    Dataset<Row> known =
        new DelayedLabels(
                "shown_at", Labels.time(target), label(target), ObservedRows.SHARE, youngest)
            .add(rows, delays);
    for (String outcome : outcomes()) {
      Column happened = col(Labels.time(outcome)).lt(lit(delays.asOf()));
      known =
          known.withColumn(label(outcome), when(coalesce(happened, lit(false)), 1).otherwise(0));
    }
    String weight = file.vertical().label().weight();
    return weight == null ? known : known.withColumn("weight", expr(weight).cast("double"));
  }

  private static String label(String outcome) {
    return "label_" + outcome;
  }

  private ExaminationCurve curve(PositionChoice choice, Instant instant) {
    Dataset<Row> closed = closed(instant);
    if (!choice.estimator().harvests()) {
      require("estimator", "shuffled");
      if (closed.filter("shuffled").isEmpty()) {
        throw file.error(
            List.of("ranker", "position", "estimator"),
            "no list before " + instant.minus(gap) + " was shown in random order",
            "Shuffle a share of the lists, check tables.impressions.columns.shuffled, or write"
                + " estimator: harvested or em with harvest_by.");
      }
    }
    choice.harvestBy().forEach(column -> require("harvest_by", column));
    ExaminationEstimator estimator = estimator(choice);
    return refusedAt(
        List.of("ranker", "position"),
        () ->
            estimator
                .withColumns("position", label(choice.outcome()))
                .withCurve(
                    choice.lastPosition(),
                    Smoothing.valueOf(choice.smoothing().name()),
                    estimator.lowest())
                .estimate(closed));
  }

  /** The estimator a vertical chose. */
  static ExaminationEstimator estimator(PositionChoice choice) {
    String[] alike = choice.harvestBy().toArray(String[]::new);
    return switch (choice.estimator()) {
      case SHUFFLED -> ExaminationEstimator.shuffled("shuffled", "query_id");
      case HARVESTED -> ExaminationEstimator.harvested(alike);
      case EM -> ExaminationEstimator.em(alike);
    };
  }

  private DelayDistribution delays(String target, Instant instant) {
    require("delay", Labels.time(target));
    return refusedAt(
        List.of("ranker", "delay"),
        () ->
            new DelayEstimator("shown_at", Labels.time(target), gap, step(gap))
                .estimate(rows.filter(col("shown_at").lt(lit(instant))), instant));
  }

  /** The shortest step that divides the window into at most {@value #DELAY_STEPS}. */
  static Duration step(Duration window) {
    long seconds = window.toSeconds();
    long step = Math.max(1, (seconds + DELAY_STEPS - 1) / DELAY_STEPS);
    while (seconds % step != 0) {
      step++;
    }
    return Duration.ofSeconds(step);
  }

  private <T> T refusedAt(List<String> key, Supplier<T> estimate) {
    try {
      return estimate.get();
    } catch (IllegalArgumentException refused) {
      throw file.error(key, refused.getMessage(), "Without this key training goes on as before.");
    }
  }

  private void require(String key, String column) {
    if (!List.of(rows.columns()).contains(column)) {
      throw new DealrankException(
          "the training set has no column '" + column + "'.",
          "Key ranker." + (key.equals("delay") ? key : "position." + key) + " reads it.",
          "Run again: bin/dealrank build-training-set --vertical " + file.path() + ".");
    }
  }
}
