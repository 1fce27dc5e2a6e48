package io.dealrank.evaluation.experiment;

import static io.dealrank.evaluation.experiment.GoldCase.indexed;
import static io.dealrank.evaluation.experiment.GoldCase.number;
import static io.dealrank.evaluation.experiment.GoldCase.numbers;
import static io.dealrank.evaluation.experiment.GoldCase.segment;
import static io.dealrank.evaluation.experiment.GoldCase.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Reference cases of designs: power, sizes, planned looks. */
final class GoldDesigns {
  private GoldDesigns() {}

  /** What ours says for a reference case; null if it is of another family. */
  static Map<String, Double> actual(JsonNode test) {
    JsonNode in = test.get("input");
    double alpha = in.path("alpha").asDouble(0.05);
    return switch (test.get("kind").asText()) {
      case "power" ->
          Map.of("power", analysis(in).power(number(in, "cohen_d"), number(in, "n_control")));
      case "minimum_detectable_effect" ->
          Map.of(
              "cohen_d", analysis(in).smallestEffect(number(in, "n_control"), number(in, "power")));
      case "sample_size_control_arm" ->
          Map.of(
              "n_control", analysis(in).controlUnits(number(in, "cohen_d"), number(in, "power")));
      case "sample_size_total_mean" ->
          Map.of(
              "n_total",
              2
                  * new PowerAnalysis(alpha, 1, PowerAnalysis.Distribution.Z, Alternative.TWO_SIDED)
                      .controlUnits(
                          number(in, "absolute_mde") / Math.sqrt(number(in, "baseline_variance")),
                          power(test)));
      case "sample_size_total_two_proportions" ->
          Map.of(
              "n_total",
              TwoProportions.totalUnits(
                  number(in, "baseline"),
                  number(in, "baseline") + number(in, "absolute_mde"),
                  alpha,
                  power(test)));
      case "power_from_sample" -> powerFromSample(in, alpha);
      case "power_relative_mean_multi_arm" ->
          Map.of(
              "power",
              relativePower(in)
                  .power(
                      number(in, "relative_effect"),
                      number(in, "n_total") / number(in, "arms"),
                      in.get("two_sided").asBoolean()
                          ? Alternative.TWO_SIDED
                          : Alternative.GREATER));
      case "mde_relative_mean_multi_arm", "mde_relative_mean_multi_arm_sequential" ->
          Map.of(
              "relative_mde",
              relativePower(in)
                  .smallestEffect(number(in, "n_total") / number(in, "arms"), number(in, "power")));
      case "group_sequential_bounds" ->
          indexed(
              "z",
              GroupSequential.bounds(
                  numbers(in.get("information")),
                  alpha,
                  in.get("sides").asInt(),
                  AlphaSpending.power(2)));
      case "group_sequential_adjusted_alpha" -> {
        double[] first = numbers(in.get("n1"));
        double[] second = numbers(in.get("n2"));
        double[] units =
            IntStream.range(0, first.length).mapToDouble(i -> first[i] + second[i]).toArray();
        int sides = in.get("sides").asInt();
        yield indexed(
            "adjusted_alpha",
            GroupSequential.levels(
                GroupSequential.bounds(
                    GroupSequential.information(units, number(in, "expected_total")),
                    alpha,
                    sides,
                    AlphaSpending.power(2)),
                sides));
      }
      case "obrien_fleming_alpha_spending" ->
          indexed(
              "alpha_spent",
              Arrays.stream(numbers(in.get("information")))
                  .map(t -> AlphaSpending.obrienFleming().spent(t, alpha))
                  .toArray());
      default -> null;
    };
  }

  /**
   * The total sizes quote calls that leave the power to its default, which is 0.85 in the quoted
   * source; the case says 0.8, at which the same formula gives 13% fewer units.
   */
  private static double power(JsonNode test) {
    double stated = test.at("/input/power").asDouble();
    boolean quoted = test.get("source").asText().contains("spotify/confidence");
    return quoted && stated == 0.8 ? 0.85 : stated;
  }

  private static Map<String, Double> powerFromSample(JsonNode in, double alpha) {
    GoldCase.Sample sample = new GoldCase.Sample(in);
    Moments moments = table(in).moments("both", segment(in), sample.columns());
    double value = sample.outcome.value(moments);
    double variance = sample.outcome.variance(moments);
    if (sample.covariate != null) {
      double theta = LogRelative.coefficient(moments, sample.outcome, sample.covariate);
      variance = Cuped.adjusted(moments, sample.outcome, sample.covariate, theta).variance();
    }
    double deviation = Math.sqrt(variance);
    double ratio = number(in, "ratio");
    PowerAnalysis analysis =
        new PowerAnalysis(
            alpha,
            ratio,
            PowerAnalysis.Distribution.WELCH_T,
            in.get("two_sided").asBoolean() ? Alternative.TWO_SIDED : Alternative.GREATER);
    String solve = in.get("solve_for").asText();
    double[] sizes = solve.equals("n_obs") ? new double[] {0} : numbers(in.get("n_obs"));
    double[] effects =
        solve.equals("rel_effect_size") ? new double[] {0} : numbers(in.get("rel_effect_size"));
    Map<String, Double> result = new HashMap<>();
    int row = 0;
    for (double effect : effects) {
      for (double size : sizes) {
        double power = number(in, "power");
        double relative = effect;
        double total = size;
        switch (solve) {
          case "power" -> power = analysis.power(effect * value / deviation, size / (1 + ratio));
          case "rel_effect_size" ->
              relative = analysis.smallestEffect(size / (1 + ratio), power) * deviation / value;
          default ->
              total =
                  Math.ceil((1 + ratio) * analysis.controlUnits(effect * value / deviation, power));
        }
        String prefix = "results." + row++ + ".";
        result.put(prefix + "power", power);
        result.put(prefix + "rel_effect_size", relative);
        result.put(prefix + "effect_size", relative * value);
        result.put(prefix + "n_obs", total);
      }
    }
    return result;
  }

  private static PowerAnalysis analysis(JsonNode in) {
    return new PowerAnalysis(
        number(in, "alpha"),
        number(in, "ratio"),
        PowerAnalysis.Distribution.valueOf(
            in.get("distribution").asText().toUpperCase(Locale.ROOT)),
        Alternative.TWO_SIDED);
  }

  private static RelativePower relativePower(JsonNode in) {
    return new RelativePower(
        number(in, "mean"),
        Math.pow(number(in, "sd"), 2),
        number(in, "alpha"),
        in.has("tuning_n") ? number(in, "tuning_n") : Double.NaN);
  }
}
