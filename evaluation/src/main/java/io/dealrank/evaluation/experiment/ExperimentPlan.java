package io.dealrank.evaluation.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dealrank.evaluation.significance.MultipleComparisons;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What an experiment was meant to be, written down before it is read: docs/experiments.md explains
 * every key.
 *
 * @param experiment its name
 * @param unit column of the unit of randomisation; one row of the table per unit
 * @param variant column of the arm
 * @param control the arm that kept the production order
 * @param shares expected share of units per arm, on any scale
 * @param metrics the first is the one the experiment was made for
 * @param segments columns by whose values the metrics are read again
 * @param alpha probability of a false alarm; default 0.05
 * @param power with which an effect is to be shown; default 0.8
 * @param correction of the p-values over metrics, segments and arms; default Holm
 * @param looks whether one looks once, at the end, a few planned times, or at any time; default
 *     fixed
 * @param sequence of looks, where they are group sequential; null otherwise
 * @param tuningUnits units at which the always-valid interval is narrowest; default 5000
 * @param mismatch p below which the sizes of the arms are a mismatch; default 0.0005
 * @param weeks how long the experiment has run; null: weeks still needed are not told
 * @param badRows what happens to rows that cannot be read; default refuse
 * @param contacts columns of a table of contacts; null: interference is not looked at
 * @param promised what the backtest promised; null: nothing
 */
public record ExperimentPlan(
    String experiment,
    String unit,
    String variant,
    String control,
    Map<String, Double> shares,
    List<Metric> metrics,
    List<String> segments,
    Double alpha,
    Double power,
    MultipleComparisons correction,
    Looks looks,
    PlannedLooks sequence,
    Double tuningUnits,
    Double mismatch,
    Double weeks,
    BadRows badRows,
    Contacts contacts,
    Promise promised) {

  /** When results are looked at. */
  public enum Looks {
    /** Once, at the end that was planned. */
    @JsonProperty("fixed")
    FIXED,
    /** As often as one likes: decisions come from the always-valid interval. */
    @JsonProperty("any_time")
    ANY_TIME,
    /** At a few planned shares of the units: {@link PlannedLooks}. */
    @JsonProperty("group_sequential")
    GROUP_SEQUENTIAL
  }

  /** What happens to rows that cannot be read. */
  public enum BadRows {
    /** They are an error. */
    @JsonProperty("refuse")
    REFUSE,
    /** They are left out and counted. */
    @JsonProperty("set_aside")
    SET_ASIDE
  }

  /** What a metric is. */
  public enum Kind {
    /** Mean of a column over units. */
    @JsonProperty("mean")
    MEAN,
    /** Share of units whose column is 1; the others have 0. */
    @JsonProperty("proportion")
    PROPORTION,
    /** Mean of a column over the mean of another. */
    @JsonProperty("ratio")
    RATIO
  }

  /** Which way is better. */
  public enum Direction {
    /** More is better. */
    @JsonProperty("up")
    UP,
    /** Less is better. */
    @JsonProperty("down")
    DOWN
  }

  /**
   * A metric.
   *
   * @param name as it is reported
   * @param kind mean, proportion or ratio
   * @param numerator column; default the name
   * @param denominator column of a ratio
   * @param covariate column of the numerator before the experiment; null: no adjustment
   * @param denominatorCovariate column of the denominator before the experiment, of a ratio
   * @param direction which way is better; default up
   * @param margin relative loss that is tolerated: the metric is a guardrail and has to be shown
   *     not to lose more; null: it has to be shown to gain
   * @param effect relative effect worth having: weeks still needed are told for it, and an effect
   *     that is ruled out ends the experiment; null: not told
   */
  public record Metric(
      String name,
      Kind kind,
      String numerator,
      String denominator,
      String covariate,
      String denominatorCovariate,
      Direction direction,
      Double margin,
      Double effect) {

    public Metric {
      require(name, "name");
      require(kind, "kind");
      numerator = numerator == null ? name : numerator;
      direction = direction == null ? Direction.UP : direction;
      boolean ratio = kind == Kind.RATIO;
      if (ratio != (denominator != null)) {
        throw new IllegalArgumentException(
            ratio
                ? "metric " + name + " is a ratio and has no denominator"
                : "metric " + name + " has a denominator and is no ratio");
      }
      if ((ratio && covariate != null) != (denominatorCovariate != null)) {
        throw new IllegalArgumentException(
            "metric "
                + name
                + ": denominator_covariate belongs to a ratio with a covariate, and to no other");
      }
      if (margin != null && !(margin > 0 && margin < 1)) {
        throw new IllegalArgumentException("margin " + margin + " is not between 0 and 1");
      }
      if (effect != null && !(effect > 0)) {
        throw new IllegalArgumentException("effect " + effect + " is not above 0");
      }
    }

    /** Whether it guards against a loss. */
    public boolean isGuardrail() {
      return margin != null;
    }

    /** 1 where more is better, -1 where less is. */
    public int sign() {
      return direction == Direction.UP ? 1 : -1;
    }
  }

  /**
   * Columns of a table with one row per contact.
   *
   * @param unit column of the unit
   * @param candidate column of who was contacted
   */
  public record Contacts(String unit, String candidate) {
    public Contacts {
      require(unit, "unit");
      require(candidate, "candidate");
    }
  }

  /**
   * What was promised offline.
   *
   * @param metric of this plan
   * @param uplift relative
   * @param source where it stands, for example a backtest report
   */
  public record Promise(String metric, Double uplift, String source) {
    public Promise {
      require(metric, "metric");
      require(uplift, "uplift");
      source = source == null ? "" : source;
    }
  }

  public ExperimentPlan {
    require(experiment, "experiment");
    require(unit, "unit");
    require(variant, "variant");
    require(control, "control");
    require(shares, "shares");
    require(metrics, "metrics");
    if (!experiment.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")) {
      throw new IllegalArgumentException(
          "experiment '" + experiment + "' is no name of a folder: use letters, digits, _ and -");
    }
    segments = segments == null ? List.of() : List.copyOf(segments);
    if (segments.contains(UnitTable.ALL)) {
      throw new IllegalArgumentException(
          "segments names the column '" + UnitTable.ALL + "', which stands for all units");
    }
    alpha = alpha == null ? 0.05 : alpha;
    power = power == null ? 0.8 : power;
    correction = correction == null ? MultipleComparisons.HOLM : correction;
    looks = looks == null ? Looks.FIXED : looks;
    tuningUnits = tuningUnits == null ? AlwaysValid.DEFAULT_TUNING : tuningUnits;
    mismatch = mismatch == null ? SampleRatio.MISMATCH : mismatch;
    badRows = badRows == null ? BadRows.REFUSE : badRows;
    between(alpha, "alpha");
    between(power, "power");
    between(mismatch, "mismatch");
    if ((looks == Looks.GROUP_SEQUENTIAL) != (sequence != null)) {
      throw new IllegalArgumentException(
          sequence == null
              ? "looks is group_sequential and sequence is missing: write sequence: {information:"
                  + " [0.5, 1], look: 1}"
              : "sequence belongs to looks: group_sequential");
    }
    if (!(tuningUnits > 0)) {
      throw new IllegalArgumentException("tuning_units " + tuningUnits + " is not above 0");
    }
    if (weeks != null && !(weeks > 0)) {
      throw new IllegalArgumentException("weeks " + weeks + " is not above 0");
    }
    if (shares.size() < 2 || !shares.containsKey(control)) {
      throw new IllegalArgumentException(
          "shares names the arms "
              + String.join(", ", shares.keySet())
              + ": give the control '"
              + control
              + "' and at least one more");
    }
    shares.forEach(
        (arm, share) -> {
          if (share == null || !(share > 0)) {
            throw new IllegalArgumentException(
                "share " + share + " of arm " + arm + " is not above 0");
          }
        });
    if (metrics.isEmpty()) {
      throw new IllegalArgumentException("metrics is empty: nothing would be read");
    }
    Set<String> names = new HashSet<>();
    for (Metric metric : metrics) {
      if (!names.add(metric.name())) {
        throw new IllegalArgumentException("metric " + metric.name() + " is given twice");
      }
    }
    if (promised != null && !names.contains(promised.metric())) {
      throw new IllegalArgumentException(
          "promised names the metric " + promised.metric() + ", which is not among the metrics");
    }
  }

  /** The number columns of the metrics, each once, in the order of the plan. */
  public List<String> columns() {
    Set<String> columns = new LinkedHashSet<>();
    for (Metric metric : metrics) {
      columns.add(metric.numerator());
      columns.add(metric.denominator());
      columns.add(metric.covariate());
      columns.add(metric.denominatorCovariate());
    }
    return columns.stream().filter(Objects::nonNull).toList();
  }

  /** The arms that are compared with the control, in the order of the plan. */
  public List<String> treatments() {
    return shares.keySet().stream().filter(arm -> !arm.equals(control)).toList();
  }

  private static void require(Object value, String key) {
    if (value == null) {
      throw new IllegalArgumentException("key '" + key + "' is missing");
    }
  }

  private static void between(double value, String key) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(key + " " + value + " is not between 0 and 1");
    }
  }
}
