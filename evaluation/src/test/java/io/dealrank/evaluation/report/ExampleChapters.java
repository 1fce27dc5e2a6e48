package io.dealrank.evaluation.report;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.ComparisonRow;
import io.dealrank.evaluation.backtest.Interval;
import io.dealrank.evaluation.backtest.ListChanges;
import io.dealrank.evaluation.backtest.WorstList;
import io.dealrank.evaluation.calibration.ReliabilityCurve;
import io.dealrank.evaluation.exposure.Concentration;
import io.dealrank.evaluation.exposure.Coverage;
import io.dealrank.evaluation.exposure.SilentContacts;
import io.dealrank.evaluation.report.BiasEstimate.Estimator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Every chapter of a report with invented numbers of the size that real ones have. */
final class ExampleChapters {
  private ExampleChapters() {}

  static MetricCurve curve(String family) {
    int[] cutoffs = {1, 2, 3, 5, 10, 20, 50};
    double[] values = {0.21, 0.28, 0.33, 0.40, 0.47, 0.53, 0.58};
    List<ComparisonRow> rows = new ArrayList<>();
    for (int i = 0; i < cutoffs.length; i++) {
      double value = family.equals("ndcg") ? values[i] : 0.21 / Math.pow(cutoffs[i], 0.6);
      double gain = i == 0 ? 1.005 : 1.06 - 0.004 * i;
      rows.add(FullExample.row(family + "_" + cutoffs[i], value, gain, 0.018, 48_211));
    }
    return new MetricCurve(
        family.equals("ndcg") ? BacktestMetric.Family.NDCG : BacktestMetric.Family.PRECISION, rows);
  }

  static Changes changes() {
    List<ListChanges.Bin> bins = new ArrayList<>();
    for (int bin = -10; bin <= 10; bin++) {
      double lists = bin == 0 ? 9000 : (bin > 0 ? 9500 : 7800) * Math.exp(-0.42 * Math.abs(bin));
      bins.add(new ListChanges.Bin(bin, Math.round(lists)));
    }
    List<WorstList> worst = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      worst.add(
          new WorstList(
              i == 3 ? Examples.HOSTILE : "q-2026-09-%02d-%06d".formatted(i + 1, 7919 * (i + 3)),
              i == 5 ? null : "s-" + (1000 + 37 * i),
              14 + 3 * i,
              1 + i % 3,
              1 - 0.01 * i,
              0.08 + 0.015 * i));
    }
    return new Changes("ndcg_10", bins, worst);
  }

  static PositionBias positionBias() {
    return new PositionBias(
        PositionBias.Source.SHUFFLED_LISTS,
        "4,180 lists of 2026-08-01 to 2026-09-30 were shown in random order (2.0% of the traffic).",
        "95%, bootstrap by searcher",
        IntStream.rangeClosed(1, 20)
            .mapToObj(
                p -> {
                  double examination = Math.pow(p, -0.7);
                  double half = p == 1 ? 0 : 0.03 + 0.002 * p;
                  return new PositionBias.Point(
                      p,
                      examination,
                      new Interval(Math.max(0, examination - half), examination + half),
                      4180 - 60L * p);
                })
            .toList());
  }

  static BiasCorrections corrections() {
    return new BiasCorrections(
        "Corrected for position bias",
        "DCG of deals, per list",
        "95%, delta method, by searcher",
        List.of(
            BiasEstimate.naive(0.2134, 0.2241, new Interval(0.031, 0.069)),
            new BiasEstimate(
                Estimator.INVERSE_PROPENSITY,
                0.412,
                0.467,
                new Interval(-0.11, 0.38),
                61.2,
                0.14,
                false,
                "The estimate carries no information. The effective sample size is 61.2 of 48211"
                    + " rows, below 100: the target policy differs too much from the one that was"
                    + " logged."),
            new BiasEstimate(
                Estimator.SELF_NORMALISED,
                0.398,
                0.426,
                new Interval(0.012, 0.128),
                2_911.4,
                0.021,
                true,
                "The estimate may be used: effective sample size 2911 of 48211 rows, 402 effective"
                    + " outcomes."),
            new BiasEstimate(
                Estimator.DOUBLY_ROBUST,
                0.401,
                0.431,
                new Interval(0.033, 0.117),
                2_911.4,
                0.021,
                true,
                "The estimate may be used: effective sample size 2911 of 48211 rows, 402 effective"
                    + " outcomes.")));
  }

  static Calibration calibration() {
    Random random = new Random(7);
    double[] p = new double[60_000];
    int[] labels = new int[p.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = 0.3 * Math.pow(random.nextDouble(), 2.5);
      labels[i] = random.nextDouble() < 0.01 + 0.85 * p[i] ? 1 : 0;
    }
    return new Calibration(
        "a deal within 14 days, given a look",
        ReliabilityCurve.ofEqualCount(p, labels, 12),
        0.2412,
        0.918);
  }

  static FeatureImportance importance() {
    String[] groups = {
      "responses of the candidate", "recency", "salary fit", "profession", "text", "region", "price"
    };
    double[] shares = {0.34, 0.22, 0.16, 0.12, 0.09, 0.05, 0.02};
    double[] losses = {0.0142, 0.0081, 0.0023, 0.0041, -0.0006, 0.0011, -0.0021};
    List<FeatureImportance.Group> all = new ArrayList<>();
    for (int i = 0; i < groups.length; i++) {
      all.add(
          new FeatureImportance.Group(
              groups[i],
              3 + 2 * i,
              shares[i],
              losses[i],
              new Interval(losses[i] - 0.0018, losses[i] + 0.0018)));
    }
    return new FeatureImportance("gain of the splits, share of all", "NDCG@10", all);
  }

  static Freshness freshness() {
    List<Freshness.Age> ages = new ArrayList<>();
    double[] days = {1, 4, 7, 14, 28, 56};
    double[] gains = {1.061, 1.059, 1.055, 1.041, 1.022, 1.003};
    for (int i = 0; i < days.length; i++) {
      ages.add(
          new Freshness.Age(
              days[i],
              FullExample.row("ndcg_10", 0.47, gains[i], 0.012, 6000),
              0.47 * (gains[i] - gains[0]),
              i == 0
                  ? Interval.UNDEFINED
                  : new Interval(
                      0.47 * (gains[i] - gains[0]) - 0.006, 0.47 * (gains[i] - gains[0]) + 0.006)));
    }
    return new Freshness(ages);
  }

  static ColdStart coldStart() {
    return new ColdStart(
        10,
        "no contact before the search",
        new Coverage(0.41, 0.63, 0.14, 0.71),
        new Coverage(0.47, 0.72, 0.17, 0.86),
        List.of(
            new CoverageShare("impressions whose listing had a contact before", 0.83, 2_104_331),
            new CoverageShare("searchers with a search before", 0.57, 30_127)));
  }

  static ExposureShift exposure() {
    Random random = new Random(3);
    double[] before = new double[20_000];
    double[] after = new double[before.length];
    double[] contacts = new double[before.length];
    for (int i = 0; i < before.length; i++) {
      before[i] = random.nextDouble() < 0.59 ? 0 : Math.exp(1.4 * random.nextGaussian());
      after[i] = random.nextDouble() < 0.53 ? 0 : Math.exp(1.2 * random.nextGaussian());
      contacts[i] =
          random.nextDouble() < 0.72 ? 0 : Math.floor(1 + Math.exp(random.nextGaussian()));
    }
    return new ExposureShift(
        10,
        new Spread(
            Concentration.of(before),
            Concentration.of(contacts),
            new SilentContacts(18_204.3, 8_901.7),
            LorenzCurve.of(before)),
        new Spread(
            Concentration.of(after),
            Spread.UNKNOWN,
            new SilentContacts(19_120.8, 7_702.2),
            LorenzCurve.of(after)));
  }

  static PromotionMix promotion() {
    List<PromotionMix.Mix> mixes = new ArrayList<>();
    for (int i = 0; i <= 6; i++) {
      mixes.add(
          new PromotionMix.Mix(
              0.05 * i,
              FullExample.row("ndcg_10", 0.47 - 0.01 * i, 1.052 - 0.007 * i, 0.013, 48_211)));
    }
    return new PromotionMix(mixes);
  }

  static Ledger ledger() {
    return new Ledger(
        List.of(
            new LedgerEntry(
                "resumes-ranker-2",
                "2026-09-14",
                "glmix",
                "deals per searcher",
                0.052,
                "backtest of 2026-08-01",
                0.031,
                new Interval(0.008, 0.054),
                true,
                "ship"),
            new LedgerEntry(
                "resumes-ranker-1",
                "2026-05-02",
                "gbt",
                "deals per searcher",
                0.081,
                "backtest of 2026-03-20",
                0.012,
                new Interval(-0.011, 0.035),
                true,
                "do not ship"),
            new LedgerEntry(
                "resumes-fresh",
                "2026-02-11",
                "daily",
                "deals per searcher",
                0.02,
                "backtest of 2026-01-15",
                0.061,
                new Interval(0.01, 0.112),
                false,
                "not valid: sizes of the arms")));
  }
}
