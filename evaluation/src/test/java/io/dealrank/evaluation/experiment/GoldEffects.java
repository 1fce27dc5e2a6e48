package io.dealrank.evaluation.experiment;

import static io.dealrank.evaluation.experiment.GoldCase.columns;
import static io.dealrank.evaluation.experiment.GoldCase.indexed;
import static io.dealrank.evaluation.experiment.GoldCase.interval;
import static io.dealrank.evaluation.experiment.GoldCase.number;
import static io.dealrank.evaluation.experiment.GoldCase.numbers;
import static io.dealrank.evaluation.experiment.GoldCase.quantity;
import static io.dealrank.evaluation.experiment.GoldCase.segment;
import static io.dealrank.evaluation.experiment.GoldCase.table;

import com.fasterxml.jackson.databind.JsonNode;
import io.dealrank.evaluation.significance.MultipleComparisons;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Reference cases of what a table says: sizes, effects, intervals, p-values. */
final class GoldEffects {
  private GoldEffects() {}

  /** What ours says for a reference case; null if it is of another family. */
  static Map<String, Double> actual(JsonNode test) {
    JsonNode in = test.get("input");
    double alpha = in.path("alpha").asDouble(0.05);
    return switch (test.get("kind").asText()) {
      case "sample_ratio_mismatch" -> sampleRatio(in);
      case "mean_two_sided", "ratio_delta_method" ->
          effect(uplift(in, columns(in)), alpha, Alternative.TWO_SIDED);
      case "proportion_two_sided_unpooled_no_bessel" ->
          effect(proportions(in), alpha, Alternative.TWO_SIDED);
      case "mean_one_sided_greater" -> effect(uplift(in, columns(in)), alpha, Alternative.GREATER);
      case "mean_one_sided_less" -> effect(uplift(in, columns(in)), alpha, Alternative.LESS);
      case "mean_always_valid_two_sided" -> alwaysValid(in, uplift(in, columns(in)));
      case "proportion_always_valid_two_sided" -> alwaysValid(in, proportions(in));
      case "mean_cuped", "ratio_cuped" -> cuped(in, alpha);
      case "mean_or_ratio_log_relative_ci" -> logRelative(in);
      case "welch_t" -> welch(in);
      case "mann_whitney_asymptotic" -> mannWhitney(in);
      case "bootstrap_percentile_relative_ratio" -> bootstrap(in, alpha);
      case "delta_variance_relative" -> {
        ArmValue a = new ArmValue(number(in, "n_a"), number(in, "mean_a"), number(in, "var_a"));
        ArmValue b = new ArmValue(number(in, "n_b"), number(in, "mean_b"), number(in, "var_b"));
        Effect effect =
            in.get("relative").asBoolean() ? Effect.relative(a, b) : Effect.absolute(a, b);
        yield Map.of("variance", Math.pow(effect.standardError(), 2));
      }
      case "multiple_comparisons" -> multiple(in, alpha);
      case "two_proportions_diff_ci" ->
          interval(
              counts(in)
                  .difference(
                      switch (in.get("method").asText()) {
                        case "wald" -> TwoProportions.Method.WALD;
                        case "agresti-caffo" -> TwoProportions.Method.AGRESTI_CAFFO;
                        case "newcomb" -> TwoProportions.Method.NEWCOMBE;
                        case "score" -> TwoProportions.Method.SCORE_OF_STATSMODELS;
                        default -> throw new AssertionError(in);
                      },
                      alpha));
      case "two_proportions_ratio_ci" -> interval(counts(in).ratio(alpha));
      case "two_proportions_z_pooled" ->
          Map.of("z", counts(in).pooledStatistic(), "p", counts(in).pooledP(Alternative.TWO_SIDED));
      case "one_proportion_ci" ->
          interval(
              oneProportion(in.get("method").asText())
                  .interval(in.get("successes").asLong(), in.get("n").asLong(), alpha));
      default -> null;
    };
  }

  private static Map<String, Double> sampleRatio(JsonNode in) {
    double[] weights = numbers(in.get("weights"));
    long[] units;
    if (in.has("file")) {
      units =
          IntStream.range(0, weights.length)
              .mapToLong(arm -> table(in).column(String.valueOf(arm), segment(in), "deals").length)
              .toArray();
    } else {
      units = Arrays.stream(numbers(in.get("users"))).mapToLong(count -> (long) count).toArray();
    }
    Map<String, Double> result =
        indexed("users", Arrays.stream(units).mapToDouble(count -> count).toArray());
    result.put("p", SampleRatio.p(units, weights));
    return result;
  }

  private static Effect uplift(JsonNode in, String... columns) {
    if (in.has("file")) {
      Quantity outcome = quantity(columns);
      return effect(
          in,
          ArmValue.of(table(in).moments("0", segment(in), columns), outcome),
          ArmValue.of(table(in).moments("1", segment(in), columns), outcome));
    }
    return effect(in, ofSums(in.get("control")), ofSums(in.get("treatment")));
  }

  private static ArmValue ofSums(JsonNode arm) {
    return ArmValue.of(
        Moments.ofSums(arm.get("n").asLong(), number(arm, "sum"), number(arm, "sum_squares")),
        Quantity.mean(0));
  }

  private static Effect proportions(JsonNode in) {
    if (in.has("file")) {
      double[] control = table(in).column("0", segment(in), in.get("metric").asText());
      double[] treatment = table(in).column("1", segment(in), in.get("metric").asText());
      return effect(
          in,
          ArmValue.proportion(control.length, Arrays.stream(control).sum()),
          ArmValue.proportion(treatment.length, Arrays.stream(treatment).sum()));
    }
    return effect(
        in,
        ArmValue.proportion(in.at("/control/n").asLong(), in.at("/control/successes").asDouble()),
        ArmValue.proportion(
            in.at("/treatment/n").asLong(), in.at("/treatment/successes").asDouble()));
  }

  private static Effect effect(JsonNode in, ArmValue control, ArmValue treatment) {
    return in.get("difference").asText().equals("relative")
        ? Effect.relative(control, treatment)
        : Effect.absolute(control, treatment);
  }

  private static Map<String, Double> effect(Effect effect, double alpha, Alternative alternative) {
    Map<String, Double> result = interval(effect.interval(alpha, alternative));
    result.put("effect", effect.estimate());
    result.put("se", effect.standardError());
    result.put("p", effect.p(alternative));
    return result;
  }

  private static Map<String, Double> alwaysValid(JsonNode in, Effect effect) {
    AlwaysValid sequence = new AlwaysValid(number(in, "alpha"), number(in, "tuning_n"));
    double n =
        in.has("file")
            ? table(in).column("both", segment(in), "deals").length
            : in.at("/control/n").asDouble() + in.at("/treatment/n").asDouble();
    Map<String, Double> result = interval(sequence.interval(effect, n));
    result.put("effect", effect.estimate());
    result.put("se", effect.standardError());
    result.put("p", sequence.p(effect, n));
    return result;
  }

  private static Map<String, Double> cuped(JsonNode in, double alpha) {
    String[] columns =
        in.has("metric")
            ? new String[] {in.get("metric").asText(), in.get("covariate").asText()}
            : new String[] {
              in.get("numerator").asText(),
              in.get("denominator").asText(),
              in.get("numerator_covariate").asText(),
              in.get("denominator_covariate").asText()
            };
    Quantity outcome = in.has("metric") ? Quantity.mean(0) : Quantity.ratio(0, 1);
    Quantity covariate = in.has("metric") ? Quantity.mean(1) : Quantity.ratio(2, 3);
    Cuped cuped =
        Cuped.of(
            table(in).moments("0", segment(in), columns),
            table(in).moments("1", segment(in), columns),
            outcome,
            covariate);
    boolean relative = in.get("difference").asText().equals("relative");
    return effect(relative ? cuped.relative() : cuped.absolute(), alpha, Alternative.TWO_SIDED);
  }

  private static Map<String, Double> logRelative(JsonNode in) {
    JsonNode options = in.get("options");
    LogRelative.Convention convention =
        new LogRelative.Convention(
            options.get("equal_var").asBoolean(),
            !options.get("use_t").asBoolean(),
            switch (options.get("alternative").asText()) {
              case "greater" -> Alternative.GREATER;
              case "less" -> Alternative.LESS;
              default -> Alternative.TWO_SIDED;
            },
            1 - options.get("confidence_level").asDouble());
    GoldCase.Sample sample = new GoldCase.Sample(in);
    Moments control = table(in).moments("0", segment(in), sample.columns());
    Moments treatment = table(in).moments("1", segment(in), sample.columns());
    LogRelative read =
        sample.covariate == null
            ? LogRelative.of(control, treatment, sample.outcome, convention)
            : LogRelative.of(control, treatment, sample.outcome, sample.covariate, convention);
    Map<String, Double> result = new HashMap<>();
    result.put("control", read.control());
    result.put("treatment", read.treatment());
    result.put("effect_size", read.effect().estimate());
    result.put("effect_size_ci_lower", read.absolute().low());
    result.put("effect_size_ci_upper", read.absolute().high());
    result.put("rel_effect_size", read.relativeEffect());
    result.put("rel_effect_size_ci_lower", read.relative().low());
    result.put("rel_effect_size_ci_upper", read.relative().high());
    result.put("pvalue", read.p());
    result.put("statistic", read.effect().statistic());
    return result;
  }

  private static Map<String, Double> welch(JsonNode in) {
    Effect effect =
        Effect.absolute(
            ArmValue.of(table(in).moments("0", segment(in), columns(in)), Quantity.mean(0)),
            ArmValue.of(table(in).moments("1", segment(in), columns(in)), Quantity.mean(0)));
    return Map.of("t", effect.statistic(), "p", effect.p(Alternative.TWO_SIDED));
  }

  private static Map<String, Double> mannWhitney(JsonNode in) {
    String metric = in.get("metric").asText();
    MannWhitney test =
        MannWhitney.of(
            table(in).column("0", segment(in), metric), table(in).column("1", segment(in), metric));
    return Map.of("u_treatment", test.u(), "p", test.p());
  }

  private static Map<String, Double> bootstrap(JsonNode in, double alpha) {
    String numerator = in.get("numerator").asText();
    String denominator = in.get("denominator").asText();
    double[][][] arms = new double[2][][];
    for (int arm = 0; arm < 2; arm++) {
      arms[arm] =
          new double[][] {
            table(in).column(String.valueOf(arm), segment(in), numerator),
            table(in).column(String.valueOf(arm), segment(in), denominator)
          };
    }
    RatioBootstrap bootstrap = RatioBootstrap.of(arms[0], arms[1], alpha, 20_000, 1);
    Map<String, Double> result = interval(bootstrap.interval());
    result.put("effect", bootstrap.effect());
    result.put("se", bootstrap.standardError());
    return result;
  }

  private static Map<String, Double> multiple(JsonNode in, double alpha) {
    MultipleComparisons method =
        switch (in.get("method").asText()) {
          case "bonferroni" -> MultipleComparisons.BONFERRONI;
          case "sidak" -> MultipleComparisons.SIDAK;
          case "holm" -> MultipleComparisons.HOLM;
          case "holm-sidak" -> MultipleComparisons.HOLM_SIDAK;
          case "simes-hochberg" -> MultipleComparisons.HOCHBERG;
          case "hommel" -> MultipleComparisons.HOMMEL;
          case "fdr_bh" -> MultipleComparisons.BENJAMINI_HOCHBERG;
          case "fdr_by" -> MultipleComparisons.BENJAMINI_YEKUTIELI;
          default -> throw new AssertionError(in);
        };
    double[] adjusted = method.adjusted(numbers(in.get("p")));
    Map<String, Double> result = indexed("adjusted", adjusted);
    result.putAll(
        indexed("reject", Arrays.stream(adjusted).map(p -> p <= alpha ? 1 : 0).toArray()));
    return result;
  }

  private static TwoProportions counts(JsonNode in) {
    return new TwoProportions(
        in.at("/control/n").asLong(),
        in.at("/control/successes").asLong(),
        in.at("/treatment/n").asLong(),
        in.at("/treatment/successes").asLong());
  }

  private static OneProportion oneProportion(String method) {
    return switch (method) {
      case "normal" -> OneProportion.NORMAL;
      case "wilson" -> OneProportion.WILSON;
      case "agresti_coull" -> OneProportion.AGRESTI_COULL;
      case "beta" -> OneProportion.CLOPPER_PEARSON;
      case "jeffreys" -> OneProportion.JEFFREYS;
      default -> throw new AssertionError(method);
    };
  }
}
