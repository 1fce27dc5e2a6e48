package io.dealrank.evaluation.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The comparison under several corrections for position bias side by side, and which to trust: of
 * those whose verdict allows it the doubly robust, else the self-normalised, else inverse
 * propensity, else none.
 *
 * @param title the heading
 * @param reward what is valued, for example {@code DCG of deals, per list}
 * @param intervals how the intervals were made, for example {@code 95%, delta method, by searcher}
 * @param estimates one per way, any order
 */
public record BiasCorrections(
    String title, String reward, String intervals, List<BiasEstimate> estimates)
    implements Chapter {
  public BiasCorrections {
    estimates = estimates.stream().sorted(Comparator.comparing(BiasEstimate::estimator)).toList();
  }

  @Override
  public Part part() {
    return Part.BIAS_CORRECTIONS;
  }

  /** The estimate to trust; none when no correction may be used. */
  public Optional<BiasEstimate> trusted() {
    return estimates.stream()
        .filter(BiasEstimate::usable)
        .filter(estimate -> estimate.estimator() != BiasEstimate.Estimator.NAIVE)
        .reduce((lesser, preferred) -> preferred);
  }

  /** Which estimate to trust, and why. */
  public String advice() {
    return trusted()
        .map(estimate -> reason(estimate) + agreement(estimate))
        .orElse(
            "Trust none of the corrections: no verdict allows it. What remains is the naive"
                + " comparison, which favours production; only an experiment tells more.");
  }

  private static String reason(BiasEstimate estimate) {
    return "Trust the estimate \u201c"
        + estimate.estimator().title()
        + "\u201d: its verdict allows it, and "
        + switch (estimate.estimator()) {
          case DOUBLY_ROBUST ->
              "it is the inverse propensity estimate, with a model in the place of the largest"
                  + " weights only.";
          case SELF_NORMALISED ->
              "it does not swing with the sum of the weights; no doubly robust estimate may be"
                  + " used here.";
          case INVERSE_PROPENSITY ->
              "it is unbiased if the examination is right; nothing better may be used here.";
          case NAIVE -> "nothing else may be used here.";
        };
  }

  private String agreement(BiasEstimate trusted) {
    String says =
        " It says "
            + Numbers.percentWith(trusted.relativeUplift(), trusted.uplift())
            + (trusted.uplift().excludesZero() ? "." : ", which does not exclude no change.");
    return estimates.stream()
        .filter(estimate -> estimate.estimator() == BiasEstimate.Estimator.NAIVE)
        .filter(naive -> naive.relativeUplift() * trusted.relativeUplift() < 0)
        .findFirst()
        .map(
            naive ->
                says
                    + " The naive comparison has the opposite sign ("
                    + Numbers.percent(naive.relativeUplift())
                    + "): position bias decides here.")
        .orElse(says);
  }

  @Override
  public void write(ChapterBody body) {
    body.finding("advice", advice())
        .note(
            "Value: "
                + reward
                + ". Uplift = model / production \u2212 1. Intervals: "
                + intervals
                + ". Effective sample size: as many equal rows would carry as much.")
        .figure(
            IntervalPlot.draw(
                body.nextId(),
                Scale.Unit.SIGNED_PERCENT,
                estimates.stream().map(BiasCorrections::row).toList(),
                "Uplift by estimator",
                "Dot: uplift; band: interval. Hollow and dashed: the verdict forbids to use it;"
                    + " it may reach beyond the scale."))
        .table(
            "estimates",
            "Value and uplift by estimator, " + reward + ".",
            new Columns<BiasEstimate>()
                .text(
                    "estimator",
                    "Estimator\nwhat it does",
                    e -> e.estimator().title() + "\n" + e.estimator().meaning(),
                    BiasCorrections::key)
                .flag("usable", "May be used", BiasEstimate::usable)
                .text("verdict", "Verdict", BiasEstimate::verdict)
                .number("production", "Production\nvalue", Numbers::value, BiasEstimate::production)
                .number("model", "Model\nvalue", Numbers::value, BiasEstimate::model)
                .number(
                    "uplift", "Uplift\n% relative", Numbers::percent, BiasEstimate::relativeUplift)
                .interval(
                    "interval", "Uplift\ninterval", Numbers::shortInterval, BiasEstimate::uplift)
                .number(
                    "effective_sample_size",
                    "Effective\nsample size",
                    Numbers::amount,
                    BiasEstimate::effectiveSampleSize)
                .number(
                    "largest_share",
                    "Largest share\n% of the weight",
                    Numbers::share,
                    BiasEstimate::largestShare),
            estimates);
    body.facts(
        new Columns<BiasCorrections>()
            .text(
                "trusted",
                "To be trusted",
                c -> c.trusted().map(e -> e.estimator().title()).orElse("none"),
                c -> c.trusted().map(BiasCorrections::key).orElse("none")),
        this);
  }

  private static String key(BiasEstimate estimate) {
    return estimate.estimator().name().toLowerCase(Locale.ROOT);
  }

  private static IntervalPlot.Estimate row(BiasEstimate estimate) {
    return new IntervalPlot.Estimate(
        estimate.estimator().title(),
        estimate.relativeUplift(),
        estimate.uplift(),
        Double.NaN,
        Numbers.percentWith(estimate.relativeUplift(), estimate.uplift()),
        estimate.usable());
  }
}
