package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Interval;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The model by its age: days from its cut-off to the search, all ages over the same lists. Suggests
 * how often to retrain: a loss is shown at the first age whose difference from the freshest model,
 * list by list, has an interval wholly below 0, and the age before it is the suggested interval.
 *
 * @param ages ascending, each with the comparison of one metric
 */
public record Freshness(List<Age> ages) implements Chapter {
  /**
   * One age.
   *
   * @param days the age, or the middle of the days put together
   * @param comparison with production
   * @param change the metric of this model minus that of the freshest, in the units of the metric
   * @param interval of the change, paired, by searcher; undefined for the freshest itself
   */
  public record Age(double days, ComparisonRow comparison, double change, Interval interval) {
    /** The freshest, with which the others are compared. */
    public static Age freshest(double days, ComparisonRow comparison) {
      return new Age(days, comparison, 0, Interval.UNDEFINED);
    }

    /**
     * An older one.
     *
     * @param fromFreshest the freshest in the place of production, this one in that of the model
     */
    public static Age older(double days, ComparisonRow comparison, ComparisonRow fromFreshest) {
      return new Age(
          days,
          comparison,
          fromFreshest.absoluteDifference(),
          fromFreshest.difference().bySearcher());
    }
  }

  public Freshness {
    ages = ages.stream().sorted(Comparator.comparingDouble(Age::days)).toList();
  }

  @Override
  public Part part() {
    return Part.FRESHNESS;
  }

  /** How often to retrain, in words. */
  public String suggestion() {
    if (ages.size() < 2) {
      return "One age alone suggests no interval of retraining: score later lists with an older"
          + " model.";
    }
    Optional<Age> lost = ages.stream().skip(1).filter(age -> age.interval().high() < 0).findFirst();
    if (lost.isEmpty()) {
      return "No loss is shown up to an age of "
          + days(ages.get(ages.size() - 1))
          + ": these lists do not ask for retraining more often than that.";
    }
    Age before = ages.get(ages.indexOf(lost.get()) - 1);
    return "A loss is shown from an age of "
        + days(lost.get())
        + " on: retrain at least every "
        + days(before.days() > 0 ? before : lost.get())
        + ".";
  }

  private static String days(Age age) {
    long whole = Math.round(age.days());
    return whole == 1 ? "1 day" : Numbers.count(whole) + " days";
  }

  @Override
  public void write(ChapterBody body) {
    body.finding("suggestion", suggestion());
    if (ages.isEmpty()) {
      return;
    }
    String metric = BacktestMetric.of(ages.get(0).comparison().metric()).title();
    double last = ages.get(ages.size() - 1).days();
    body.note(
            "All ages over the same lists. Change: difference from the freshest model, list by list."
                + " Band: production plus the interval of the difference ("
                + body.bootstrap().text()
                + ", by searcher).")
        .figure(
            ComparisonCurves.draw(
                body.nextId(),
                Scale.linear("age of the model, days", Scale.Unit.PLAIN, 0, Math.max(1, last), 6),
                metric,
                ages.stream().map(Age::comparison).toList(),
                ages.stream().map(Age::days).toList(),
                false,
                metric + " by age of the model",
                "Curves of production and model over the age in days."))
        .numbers(
            "ages",
            metric + " by age of the model, " + BacktestMetric.UNIT + ".",
            new Columns<Age>()
                .number("days", "Age\ndays", Numbers::amount, Age::days)
                .number("change", "Change\nfrom the freshest", Numbers::signed, Age::change)
                .interval(
                    "change_interval", "Change\ninterval", Numbers::signedInterval, Age::interval)
                .comparison(body.bootstrap().percent(), Age::comparison),
            ages);
  }
}
