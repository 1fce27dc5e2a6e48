package io.dealrank.ranking.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.TDistribution;

/** What was measured of each model by seed, printed as it comes and compared in pairs. */
final class PairedMeasures {
  private final Map<String, Map<String, List<Double>>> measured = new LinkedHashMap<>();

  void add(long seed, String model, Map<String, Double> values) {
    StringBuilder line = new StringBuilder("seed " + seed + " " + model + ":");
    new TreeMap<>(values)
        .forEach(
            (name, value) -> {
              measured
                  .computeIfAbsent(model, m -> new LinkedHashMap<>())
                  .computeIfAbsent(name, n -> new ArrayList<>())
                  .add(value);
              line.append(String.format(Locale.ROOT, " %s %.5f", name, value));
            });
    System.out.println(line);
  }

  /** The models whose names start so. */
  List<String> models(String prefix) {
    return measured.keySet().stream().filter(model -> model.startsWith(prefix)).toList();
  }

  /** Mean over seeds, and the worst. */
  void mean(String model) {
    measured
        .get(model)
        .forEach(
            (name, values) ->
                System.out.printf(
                    Locale.ROOT,
                    "mean %s: %s %.5f, from %.5f to %.5f%n",
                    model,
                    name,
                    values.stream().mapToDouble(x -> x).average().orElse(Double.NaN),
                    values.stream().mapToDouble(x -> x).min().orElse(Double.NaN),
                    values.stream().mapToDouble(x -> x).max().orElse(Double.NaN)));
  }

  /** Mean of the paired differences over seeds with the 95% interval of Student's t. */
  void compare(String model, String baseline) {
    if (model.equals(baseline)) {
      return;
    }
    measured
        .get(model)
        .forEach(
            (name, values) -> {
              List<Double> base = measured.get(baseline).get(name);
              int n = values.size();
              double mean = 0;
              double baseMean = 0;
              for (int i = 0; i < n; i++) {
                mean += (values.get(i) - base.get(i)) / n;
                baseMean += base.get(i) / n;
              }
              double squares = 0;
              for (int i = 0; i < n; i++) {
                squares += Math.pow(values.get(i) - base.get(i) - mean, 2);
              }
              double half =
                  n < 2
                      ? Double.NaN
                      : new TDistribution(n - 1).inverseCumulativeProbability(0.975)
                          * Math.sqrt(squares / (n - 1) / n);
              System.out.printf(
                  Locale.ROOT,
                  "%s - %s: %s %+.5f [%+.5f, %+.5f] of %.5f (%+.2f%%)%n",
                  model,
                  baseline,
                  name,
                  mean,
                  mean - half,
                  mean + half,
                  baseMean,
                  100 * mean / baseMean);
            });
  }
}
