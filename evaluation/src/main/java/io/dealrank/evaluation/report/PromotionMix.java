package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Interval;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * What is left of the uplift when a share of the places is sold and both orders are mixed with the
 * same paid placements.
 *
 * @param mixes ascending by the share sold, each with the comparison of one metric
 */
public record PromotionMix(List<Mix> mixes) implements Chapter {
  /**
   * One share of paid places.
   *
   * @param paidShare 0 to 1
   * @param comparison of both orders after the mixing
   */
  public record Mix(double paidShare, ComparisonRow comparison) {
    private double uplift() {
      return comparison.relativeUplift();
    }
  }

  public PromotionMix {
    mixes = mixes.stream().sorted(Comparator.comparingDouble(Mix::paidShare)).toList();
  }

  @Override
  public Part part() {
    return Part.PROMOTION;
  }

  @Override
  public void write(ChapterBody body) {
    if (mixes.isEmpty()) {
      body.finding("missing", "Not in this report: no share of paid places was tried.");
      return;
    }
    String metric = BacktestMetric.of(mixes.get(0).comparison().metric()).title();
    Mix last = mixes.get(mixes.size() - 1);
    body.finding("finding", finding(metric, mixes.get(0), last))
        .note(
            "Uplift of "
                + metric
                + ", model / production \u2212 1, both with the same paid placements. Band: "
                + body.bootstrap().text()
                + ", by searcher.")
        .figure(
            LineChart.draw(
                body.nextId(),
                Scale.linear(
                    "share of the places that is paid",
                    Scale.Unit.PERCENT,
                    0,
                    Math.max(0.01, last.paidShare()),
                    6),
                scale(metric),
                List.of(
                    new LineChart.Curve(
                        "uplift left",
                        LineChart.Look.MODEL,
                        mixes.stream()
                            .map(
                                mix ->
                                    new LineChart.Point(
                                        mix.paidShare(),
                                        mix.uplift(),
                                        mix.comparison().uplift().bySearcher()))
                            .toList())),
                "Uplift left by share of paid places",
                "Relative uplift of " + metric + " over the share of paid places."))
        .numbers(
            "mixes",
            metric + " by share of paid places, " + BacktestMetric.UNIT + ".",
            new Columns<Mix>()
                .number("paid_share", "Paid places\n%", Numbers::share, Mix::paidShare)
                .comparison(body.bootstrap().percent(), Mix::comparison),
            mixes);
  }

  private static String finding(String metric, Mix first, Mix last) {
    Interval interval = last.comparison().uplift().bySearcher();
    String left =
        interval.low() > 0
            ? "an uplift is still shown"
            : interval.high() < 0 ? "the model is worse" : "no uplift is shown any more";
    return "With "
        + Numbers.share(last.paidShare())
        + " of the places paid, "
        + left
        + ": "
        + metric
        + " "
        + Numbers.percentWith(last.uplift(), interval)
        + ", against "
        + Numbers.percent(first.uplift())
        + " with "
        + (first.paidShare() == 0 ? "none" : Numbers.share(first.paidShare()))
        + ".";
  }

  private Scale scale(String metric) {
    double[] values =
        mixes.stream()
            .flatMapToDouble(
                mix ->
                    DoubleStream.of(
                        mix.uplift(),
                        mix.comparison().uplift().bySearcher().low(),
                        mix.comparison().uplift().bySearcher().high()))
            .filter(Double::isFinite)
            .toArray();
    double least = Math.min(0, DoubleStream.of(values).min().orElse(0));
    double greatest = Math.max(0.001, DoubleStream.of(values).max().orElse(0));
    return Scale.linear("uplift of " + metric, Scale.Unit.SIGNED_PERCENT, least, greatest, 5);
  }
}
