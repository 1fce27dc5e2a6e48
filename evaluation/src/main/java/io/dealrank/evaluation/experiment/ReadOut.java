package io.dealrank.evaluation.experiment;

import io.dealrank.evaluation.experiment.ExperimentPlan.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What an experiment says: the sizes of the arms first, then every metric of every treatment in
 * every segment, with p-values corrected for all of them together, and one decision per treatment.
 *
 * @param plan what was planned
 * @param ratios sizes of the arms, of all units first
 * @param metrics all comparisons, of all units first
 * @param corrected p-value of each, corrected for all
 */
public record ReadOut(
    ExperimentPlan plan, List<Ratio> ratios, List<MetricReadOut> metrics, double[] corrected) {

  /**
   * Sizes of the arms in one segment.
   *
   * @param dimension segment column, {@link UnitTable#ALL} for all units
   * @param segment its value
   * @param units in the order of the planned shares
   * @param p of the planned shares
   * @param mismatch whether p is below its bound: that of the plan for all units, divided by the
   *     number of segments for a segment
   */
  public record Ratio(String dimension, String segment, long[] units, double p, boolean mismatch) {}

  /** Reads the aggregates. */
  public static ReadOut of(ExperimentSums sums, ExperimentPlan plan) {
    List<List<String>> places = sums.places();
    List<Ratio> ratios = new ArrayList<>();
    List<MetricReadOut> metrics = new ArrayList<>();
    int segments = Math.max(1, places.size() - 1);
    LookBound look = plan.sequence() == null ? null : LookBound.of(plan.sequence(), plan.alpha());
    for (List<String> place : places) {
      String dimension = place.get(0);
      String segment = place.get(1);
      long[] units =
          plan.shares().keySet().stream()
              .mapToLong(arm -> sums.units(dimension, segment, arm))
              .toArray();
      double p =
          SampleRatio.p(
              units, plan.shares().values().stream().mapToDouble(share -> share).toArray());
      double bound = dimension.equals(UnitTable.ALL) ? plan.mismatch() : plan.mismatch() / segments;
      ratios.add(new Ratio(dimension, segment, units, p, p < bound));
      Moments none = empty(plan);
      Moments control = sums.moments(dimension, segment, plan.control()).orElse(none);
      for (String treatment : plan.treatments()) {
        Moments treated = sums.moments(dimension, segment, treatment).orElse(none);
        for (Metric metric : plan.metrics()) {
          metrics.add(
              MetricReadOut.of(
                  plan, metric, dimension, segment, treatment, control, treated, look));
        }
      }
    }
    double[] p = metrics.stream().mapToDouble(MetricReadOut::p).toArray();
    return new ReadOut(plan, ratios, metrics, plan.correction().adjusted(p));
  }

  /** Whether the sizes of the arms are sound, in all units and in every segment. */
  public boolean isValid() {
    return ratios.stream().noneMatch(Ratio::mismatch);
  }

  /**
   * The decision for a treatment, over all units: do not ship where the first metric or a guardrail
   * says so; ship where the first metric and every guardrail do; else not enough data.
   */
  public Decision decision(String treatment) {
    if (!isValid()) {
      return Decision.INVALID;
    }
    Decision decision = Decision.SHIP;
    for (int i = 0; i < metrics.size(); i++) {
      MetricReadOut read = metrics.get(i);
      boolean counts = read.metric().isGuardrail() || read.metric().equals(plan.metrics().get(0));
      if (read.treatment().equals(treatment) && read.dimension().equals(UnitTable.ALL) && counts) {
        Decision one = read.decision(corrected[i]);
        if (one == Decision.DO_NOT_SHIP) {
          return one;
        }
        decision = one == Decision.SHIP ? decision : one;
      }
    }
    return decision;
  }

  /** The comparison of a metric over all units; the metric is one of the plan. */
  public MetricReadOut overall(String metric, String treatment) {
    return metrics.stream()
        .filter(
            read ->
                read.metric().name().equals(metric)
                    && read.treatment().equals(treatment)
                    && read.dimension().equals(UnitTable.ALL))
        .findFirst()
        .orElseThrow();
  }

  /** Arms without a single unit. */
  public List<String> emptyArms() {
    List<String> empty = new ArrayList<>();
    long[] units = ratios.isEmpty() ? new long[plan.shares().size()] : ratios.get(0).units();
    int i = 0;
    for (Map.Entry<String, Double> arm : plan.shares().entrySet()) {
      if (units[i++] == 0) {
        empty.add(arm.getKey());
      }
    }
    return empty;
  }

  private static Moments empty(ExperimentPlan plan) {
    double[][] columns = new double[plan.columns().size()][0];
    return Moments.of(Arrays.copyOf(columns, columns.length));
  }
}
