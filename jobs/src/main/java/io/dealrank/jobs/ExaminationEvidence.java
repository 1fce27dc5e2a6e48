package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import io.dealrank.evaluation.backtest.Interval;
import io.dealrank.evaluation.offpolicy.PositionPropensity;
import io.dealrank.evaluation.position.ExaminationCurve;
import io.dealrank.evaluation.position.ExaminationEstimator;
import io.dealrank.evaluation.position.PositionEstimate;
import io.dealrank.evaluation.position.Smoothing;
import io.dealrank.evaluation.report.PositionBias;
import io.dealrank.features.vertical.PositionChoice;
import io.dealrank.features.vertical.VerticalFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How often positions are looked at, from all mature lists of the log: from those in random order
 * where there are any, else as {@code ranker.position} says. The frequent outcome serves, a contact
 * where it is one.
 *
 * @param curve null where none could be estimated
 * @param lastPosition the deepest of the log
 * @param detail what it was estimated from, or why it was not, as a sentence
 */
record ExaminationEvidence(ExaminationCurve curve, int lastPosition, String detail) {
  private static final int MOST_POSITIONS = 50;
  private static final double Z = 1.96;
  private static final String CONTACT = "contact";

  static ExaminationEvidence of(VerticalFile file, Dataset<Row> mature) {
    int last = deepest(mature);
    PositionChoice choice = file.vertical().ranker().position();
    boolean shuffled =
        List.of(mature.columns()).contains("shuffled") && !mature.filter("shuffled").isEmpty();
    boolean harvested = !shuffled && choice != null && choice.estimator().harvests();
    if (!shuffled && !harvested) {
      return new ExaminationEvidence(
          null,
          last,
          "No list of the log is marked as shown in random order (tables.impressions.columns"
              + ".shuffled), and ranker.position names no columns to harvest by.");
    }
    if (last < 2) {
      return new ExaminationEvidence(null, last, "Every list has one position only.");
    }
    String outcome = outcome(file, choice);
    ExaminationEstimator estimator =
        (shuffled
                ? ExaminationEstimator.shuffled("shuffled", "query_id")
                : KnownRows.estimator(choice))
            .withColumns("position", "label_" + outcome)
            .withCurve(
                Math.min(last, choice == null ? MOST_POSITIONS : choice.lastPosition()),
                choice == null ? Smoothing.POWER_LAW : Smoothing.valueOf(choice.smoothing().name()),
                0.01);
    try {
      ExaminationCurve curve = estimator.estimate(mature);
      return new ExaminationEvidence(
          curve,
          last,
          String.format(
              Locale.ROOT,
              "%,d impressions with %,d outcomes '%s' over %d positions; as a power law the"
                  + " exponent is %.3f, standard error %.3f (0: everything is looked at).%s",
              curve.positions().stream().mapToLong(PositionEstimate::impressions).sum(),
              curve.positions().stream().mapToLong(PositionEstimate::contacts).sum(),
              outcome,
              curve.positions().size(),
              curve.eta(),
              curve.etaStandardError(),
              unfinished(curve)));
    } catch (IllegalArgumentException refused) {
      return new ExaminationEvidence(null, last, refused.getMessage());
    }
  }

  private static String unfinished(ExaminationCurve curve) {
    return curve.convergence() == null || curve.convergence().converged()
        ? ""
        : " The likelihood had not converged after "
            + curve.convergence().steps()
            + " steps: too few outcomes at some position.";
  }

  private static String outcome(VerticalFile file, PositionChoice choice) {
    var outcomes = file.vertical().label().outcomes().keySet();
    if (choice != null && outcomes.contains(choice.outcome())) {
      return choice.outcome();
    }
    return outcomes.contains(CONTACT) ? CONTACT : file.vertical().label().targets().get(0);
  }

  private static int deepest(Dataset<Row> mature) {
    Row row = mature.agg(max(col("position"))).head();
    return row.isNullAt(0) ? 0 : row.getInt(0);
  }

  boolean known() {
    return curve != null;
  }

  /** The curve for the correction. */
  PositionPropensity propensity() {
    return curve.propensity(Math.max(1, lastPosition));
  }

  /** The least bias by position that the estimate allows. */
  PositionPropensity flatter() {
    return curve.smoothing() == Smoothing.POWER_LAW
        ? curve.powerLaw(Math.max(0, curve.eta() - margin()), Math.max(1, lastPosition))
        : moved(1);
  }

  /** The most bias by position that the estimate allows. */
  PositionPropensity steeper() {
    return curve.smoothing() == Smoothing.POWER_LAW
        ? curve.powerLaw(curve.eta() + margin(), Math.max(1, lastPosition))
        : moved(-1);
  }

  private double margin() {
    return Double.isNaN(curve.etaStandardError()) ? 0 : Z * curve.etaStandardError();
  }

  /** Every position moved by its own error, position 1 fixed. */
  private PositionPropensity moved(int sign) {
    IntToDoubleFunction of =
        position -> {
          int at = Math.min(position, curve.positions().size()) - 1;
          double error = curve.positions().get(at).standardError();
          double by = Double.isNaN(error) ? 0 : sign * Z * error;
          return Math.max(curve.lowest(), Math.min(1, curve.at(position) + by));
        };
    return new PositionPropensity(
        IntStream.rangeClosed(1, Math.max(1, lastPosition))
            .mapToDouble(position -> of.applyAsDouble(position))
            .toArray());
  }

  /** The chapter of the report. */
  PositionBias chapter() {
    if (!known()) {
      return new PositionBias(PositionBias.Source.NONE, detail, "", List.of());
    }
    PositionPropensity low = steeper();
    PositionPropensity high = flatter();
    List<PositionBias.Point> points = new ArrayList<>();
    for (PositionEstimate at : curve.positions()) {
      points.add(
          new PositionBias.Point(
              at.position(),
              at.examination(),
              new Interval(low.at(at.position()), high.at(at.position())),
              at.impressions()));
    }
    return new PositionBias(
        switch (curve.source()) {
          case SHUFFLED -> PositionBias.Source.SHUFFLED_LISTS;
          case HARVESTED -> PositionBias.Source.HARVESTED;
          case EM -> PositionBias.Source.EM;
        },
        detail,
        curve.smoothing() == Smoothing.POWER_LAW
            ? "95%, of the exponent of the power law, jackknife"
            : "95%, of each position, jackknife",
        points);
  }
}
