package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Interval;
import java.util.Comparator;
import java.util.List;

/**
 * What the model uses and what it would miss, by feature group. Importance says what the fitted
 * model leans on; ablation what is lost when the group is left out and the rest is fitted anew.
 * Groups that tell the same have a high importance and a small loss.
 *
 * @param method how the importance was made, for example {@code gain of the splits, share of all}
 * @param metric of the ablation, for example {@code NDCG@10}
 * @param groups any order
 */
public record FeatureImportance(String method, String metric, List<Group> groups)
    implements Chapter {
  /**
   * One feature group.
   *
   * @param name of the group
   * @param features how many it holds
   * @param importance share of the total, 0 to 1; NaN: not measured
   * @param loss the metric with all features minus that without the group; NaN: not measured
   * @param interval of the loss
   */
  public record Group(
      String name, int features, double importance, double loss, Interval interval) {
    /**
     * A group with its ablation.
     *
     * @param ablation the model without the group in the place of production, the full model in
     *     that of the model
     */
    public static Group of(String name, int features, double importance, ComparisonRow ablation) {
      return new Group(
          name,
          features,
          importance,
          ablation.absoluteDifference(),
          ablation.difference().bySearcher());
    }
  }

  /** Sorts by importance, then by loss, greatest first; undefined ones last. */
  public FeatureImportance {
    groups =
        groups.stream()
            .sorted(
                Comparator.comparingDouble((Group g) -> descending(g.importance()))
                    .thenComparingDouble(g -> descending(g.loss()))
                    .thenComparing(Group::name))
            .toList();
  }

  private static double descending(double value) {
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : -value;
  }

  @Override
  public Part part() {
    return Part.IMPORTANCE;
  }

  @Override
  public void write(ChapterBody body) {
    body.finding("finding", finding())
        .note(
            "Importance: "
                + method
                + ". Ablation: "
                + metric
                + " with all features minus "
                + metric
                + " of a model fitted without the group. Groups that tell the same stand in for each"
                + " other: much importance, little loss.");
    if (groups.stream().anyMatch(group -> Double.isFinite(group.importance()))) {
      body.figure(
          RowBars.draw(
              body.nextId(),
              groups.stream()
                  .map(
                      g -> new RowBars.Bar(g.name(), g.importance(), Numbers.share(g.importance())))
                  .toList(),
              "Importance by feature group",
              "In %: " + method + "."));
    }
    if (groups.stream().anyMatch(group -> Double.isFinite(group.loss()))) {
      body.figure(
          IntervalPlot.draw(
              body.nextId(),
              Scale.Unit.PLAIN,
              groups.stream().map(FeatureImportance::row).toList(),
              metric + " lost without the group",
              "Dot: loss; band: interval by searcher. Right of zero: the group helps."));
    }
    body.numbers(
        "groups",
        "Importance and ablation by feature group; loss in units of " + metric + ".",
        new Columns<Group>()
            .text("group", "Group", Group::name)
            .count("features", "Features", Group::features)
            .number("importance", "Importance\n% of all", Numbers::share, Group::importance)
            .number("loss", "Loss\n" + metric, Numbers::signed, Group::loss)
            .interval(
                "loss_interval",
                "Loss, interval\nby searcher",
                Numbers::signedInterval,
                Group::interval),
        groups);
  }

  private String finding() {
    List<String> missed =
        groups.stream().filter(g -> g.interval().low() > 0).map(Group::name).toList();
    List<String> harmful =
        groups.stream().filter(g -> g.interval().high() < 0).map(Group::name).toList();
    boolean measured = groups.stream().anyMatch(g -> Double.isFinite(g.interval().low()));
    if (!measured) {
      return groups.isEmpty() || Double.isNaN(groups.get(0).importance())
          ? "Neither importance nor ablation was measured."
          : "The model leans most on " + groups.get(0).name() + ". No ablation was made.";
    }
    return (missed.isEmpty()
            ? "No group alone is missed when it is left out."
            : "Missed when left out: " + String.join(", ", missed) + ".")
        + (harmful.isEmpty() ? "" : " Better without: " + String.join(", ", harmful) + ".");
  }

  private static IntervalPlot.Estimate row(Group group) {
    return new IntervalPlot.Estimate(
        group.name(),
        group.loss(),
        group.interval(),
        Double.NaN,
        Numbers.signed(group.loss()) + " [" + Numbers.signedInterval(group.interval()) + "]",
        true);
  }
}
