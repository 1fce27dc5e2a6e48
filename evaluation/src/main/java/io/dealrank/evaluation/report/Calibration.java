package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.Interval;
import io.dealrank.evaluation.calibration.ReliabilityBin;
import io.dealrank.evaluation.calibration.ReliabilityCurve;
import io.dealrank.evaluation.calibration.WilsonInterval;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Whether probabilities mean what they say: of the listings given 5%, do 5% come true?
 *
 * @param probability of what, for example {@code a deal, given a look}
 * @param curve bins of the probabilities with what was observed
 * @param logLoss mean, in nats; NaN: not known
 * @param normalisedLogLoss log loss over that of the base rate alone; below 1 is better than
 *     knowing the rate; NaN: not known
 */
public record Calibration(
    String probability, ReliabilityCurve curve, double logLoss, double normalisedLogLoss)
    implements Chapter {
  @Override
  public Part part() {
    return Part.CALIBRATION;
  }

  @Override
  public void write(ChapterBody body) {
    body.finding("finding", finding())
        .facts(
            new Columns<Calibration>()
                .text("probability", "Probability of", Calibration::probability)
                .count("rows", "Rows", c -> c.curve().count())
                .number("mean_predicted", "Mean probability\n%", Numbers::share, c -> c.mean(true))
                .number("observed_rate", "Observed rate\n%", Numbers::share, c -> c.mean(false))
                .number(
                    "expected_calibration_error",
                    "Expected calibration error\n0 is best",
                    Numbers::value,
                    c -> c.curve().expectedError())
                .number(
                    "maximum_calibration_error",
                    "Largest gap of a bin\n0 is best",
                    Numbers::value,
                    c -> c.curve().maximumError())
                .number(
                    "brier_score",
                    "Brier score\n0 is best",
                    Numbers::value,
                    c -> c.curve().brierParts().brierScore())
                .number(
                    "log_loss", "Log loss\nnats, 0 is best", Numbers::value, Calibration::logLoss)
                .number(
                    "normalised_log_loss",
                    "Log loss / that of the base rate\nbelow 1 is good",
                    Numbers::value,
                    Calibration::normalisedLogLoss),
            this);
    if (curve.bins().isEmpty()) {
      return;
    }
    body.figure(
            LineChart.draw(
                body.nextId(),
                Scale.linear("mean probability of the bin", Scale.Unit.PERCENT, 0, highest(), 5),
                Scale.linear("observed rate", Scale.Unit.PERCENT, 0, highest(), 5),
                List.of(
                    new LineChart.Curve(
                        "calibrated",
                        LineChart.Look.IDEAL,
                        List.of(
                            new LineChart.Point(0, 0, Interval.UNDEFINED),
                            new LineChart.Point(highest(), highest(), Interval.UNDEFINED))),
                    new LineChart.Curve(
                        "model",
                        LineChart.Look.MODEL,
                        curve.bins().stream()
                            .map(
                                bin ->
                                    new LineChart.Point(
                                        bin.meanPredicted(), bin.observedRate(), wilson(bin)))
                            .toList())),
                "Reliability of the probability of " + probability,
                "Below the straight line: too sure. Band: 95% Wilson interval of the observed"
                    + " rate, rows taken as independent."))
        .numbers(
            "bins",
            "Rows by their probability. Intervals: 95% Wilson, rows taken as independent.",
            new Columns<ReliabilityBin>()
                .number(
                    "predicted",
                    "Probability\nmean, %",
                    Numbers::share,
                    ReliabilityBin::meanPredicted)
                .number("observed", "Observed\n%", Numbers::share, ReliabilityBin::observedRate)
                .interval("interval", "Observed, 95%", Numbers::shareInterval, Calibration::wilson)
                .number("gap", "Gap\npercentage points", Numbers::points, ReliabilityBin::gap)
                .count("rows", "Rows", ReliabilityBin::count)
                .count("positives", "Positives", ReliabilityBin::observed),
            curve.bins());
  }

  private String finding() {
    double ratio = mean(true) / mean(false);
    if (!Double.isFinite(ratio)) {
      return "Nothing was observed to judge the probabilities by.";
    }
    long outside =
        curve.bins().stream()
            .filter(bin -> !bin.interval(WilsonInterval.Z_95).contains(bin.meanPredicted()))
            .count();
    String total =
        ratio > 1.02
            ? "In sum the model is too sure: it expects %.2f times what was observed."
            : ratio < 0.98
                ? "In sum the model is too timid: it expects %.2f times what was observed."
                : "In sum the model is right: it expects %.2f times what was observed.";
    return String.format(Locale.ROOT, total, ratio)
        + " In "
        + outside
        + " of "
        + curve.bins().size()
        + " bins the mean probability lies outside the interval of the observed rate.";
  }

  private double mean(boolean predicted) {
    return curve.bins().stream().mapToDouble(b -> predicted ? b.predicted() : b.observed()).sum()
        / curve.count();
  }

  private double highest() {
    return Math.min(
        1,
        curve.bins().stream()
            .flatMapToDouble(bin -> DoubleStream.of(bin.meanPredicted(), wilson(bin).high()))
            .max()
            .orElse(1));
  }

  private static Interval wilson(ReliabilityBin bin) {
    WilsonInterval interval = bin.interval(WilsonInterval.Z_95);
    return new Interval(interval.low(), interval.high());
  }
}
