package io.dealrank.evaluation.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import io.dealrank.evaluation.distribution.ConfidenceInterval;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the reference cases: numbers, columns and tables of their JSON. */
final class GoldCase {
  private GoldCase() {}

  static final Path GOLD =
      Path.of(System.getProperty("dealrank.root", "."), "..", "shared", "gold", "ab");

  private static final Map<String, ExperimentTable> TABLES = new HashMap<>();

  static Map<String, Double> interval(ConfidenceInterval interval) {
    Map<String, Double> result = new HashMap<>();
    result.put("ci_lo", interval.low());
    result.put("ci_hi", interval.high());
    return result;
  }

  static Map<String, Double> indexed(String name, double[] values) {
    Map<String, Double> result = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      result.put(name + "." + i, values[i]);
    }
    return result;
  }

  /** Leaves of a JSON value by path; true is 1, false 0. */
  static Map<String, Double> flat(JsonNode node, String path) {
    Map<String, Double> result = new TreeMap<>();
    String prefix = path.isEmpty() ? "" : path + ".";
    if (node.isObject()) {
      node.fieldNames()
          .forEachRemaining(name -> result.putAll(flat(node.get(name), prefix + name)));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        result.putAll(flat(node.get(i), prefix + i));
      }
    } else if (node.isBoolean()) {
      result.put(path, node.asBoolean() ? 1.0 : 0.0);
    } else {
      result.put(path, value(node));
    }
    return result;
  }

  private static double value(JsonNode node) {
    return switch (node.asText()) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> node.asDouble();
    };
  }

  static double number(JsonNode in, String name) {
    if (!in.has(name)) {
      throw new AssertionError("no " + name + " in " + in);
    }
    return in.get(name).asDouble();
  }

  static double[] numbers(JsonNode node) {
    double[] values = new double[Math.max(1, node.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.isArray() ? node.get(i).asDouble() : node.asDouble();
    }
    return values;
  }

  static String[] columns(JsonNode in) {
    if (in.has("numerator")) {
      return new String[] {in.get("numerator").asText(), in.get("denominator").asText()};
    }
    return in.has("metric") ? new String[] {in.get("metric").asText()} : new String[0];
  }

  static Quantity quantity(String... columns) {
    return columns.length == 2 ? Quantity.ratio(0, 1) : Quantity.mean(0);
  }

  static ExperimentTable table(JsonNode in) {
    return TABLES.computeIfAbsent(
        in.get("file").asText(), name -> ExperimentTable.read(GOLD.resolve(name)));
  }

  static String segment(JsonNode in) {
    return in.path("segment").asText("all");
  }

  /** Columns, outcome and covariate as one of the tools names them. */
  static final class Sample {
    final List<String> columns = new ArrayList<>();
    final Quantity outcome;
    final Quantity covariate;

    Sample(JsonNode in) {
      outcome = quantity(in, "numer", "denom");
      covariate =
          in.has("numer_covariate") ? quantity(in, "numer_covariate", "denom_covariate") : null;
    }

    Quantity quantity(JsonNode in, String above, String below) {
      columns.add(in.get(above).asText());
      int numerator = columns.size() - 1;
      if (!in.has(below)) {
        return Quantity.mean(numerator);
      }
      columns.add(in.get(below).asText());
      return Quantity.ratio(numerator, numerator + 1);
    }

    String[] columns() {
      return columns.toArray(String[]::new);
    }
  }
}
