package io.dealrank.features.pointintime.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * A feature of a case as a measure of the engine.
 *
 * @param name its name in the case
 * @param op count, sum, avg, min, max, last, lastK, count_distinct or decay
 * @param column what it is about: a field of the facts; null: the facts themselves
 * @param text whether the column holds text
 * @param window a span, or {@code all}
 * @param bucket the field whose values have an answer each; null: one answer
 * @param k for lastK
 * @param halfLife for decay, a span
 */
public record Feature(
    String name,
    String op,
    String column,
    boolean text,
    String window,
    String bucket,
    Integer k,
    String halfLife) {
  private static final Set<String> ZERO_IS_NOTHING =
      Set.of("count", "sum", "count_distinct", "decay");

  static Feature of(Case of, JsonNode feature) {
    String column = Case.text(feature.get("column"));
    String op = feature.get("op").asText();
    boolean decays = of.kind().equals("decay") && (op.equals("sum") || op.equals("decay"));
    return new Feature(
        feature.get("name").asText(),
        decays ? "decay" : op,
        column,
        column != null && of.hasText(column),
        decays ? "all" : Lengths.window(Case.text(feature.get("window"))),
        Case.text(feature.get("bucket")),
        op.equals("lastK") ? (Integer) feature.path("k").asInt(1) : null,
        decays ? Lengths.span(of.millis("half_life")) : null);
  }

  /** The decayed sum of the values. */
  static Feature decay(Case of, String name) {
    String halfLife = Lengths.span(of.millis("half_life"));
    return new Feature(name, "decay", "value", false, "all", null, null, halfLife);
  }

  /** Whether nothing and 0 are the same answer. */
  boolean zeroIsNothing() {
    return ZERO_IS_NOTHING.contains(op);
  }

  /** Name of the measure; features that differ in window and bucket only share one. */
  String measure() {
    return op.toLowerCase(java.util.Locale.ROOT)
        + (k == null ? "" : "_" + k)
        + (halfLife == null ? "" : "_" + halfLife)
        + (column == null ? "" : "_" + column)
        + (text ? "_text" : "");
  }

  /** The measure's column in the answer. */
  String answer() {
    return measure()
        + (op.equals("decay") ? "" : "_" + window)
        + (bucket == null ? "" : "_by_" + bucket);
  }

  /**
   * The measure in a vertical file.
   *
   * @throws IllegalArgumentException if the engine has no such measure
   */
  String yaml() {
    if (text && Set.of("sum", "avg", "min", "max", "decay").contains(op)) {
      throw new IllegalArgumentException("no " + op + " of text: column " + column);
    }
    String number = "attributes." + column;
    return switch (op) {
      case "count" ->
          column == null
              ? "{count: true}"
              : "{count: true, where: \"" + number + "_text is not null\"}";
      case "sum" -> "{sum: " + number + "}";
      case "avg" -> "{mean: " + number + "}";
      case "min" -> "{min: " + number + "}";
      case "max" -> "{max: " + number + "}";
      case "last" -> "{last: " + last(number) + "}";
      case "lastK" -> "{last: " + last(number) + ", k: " + k + "}";
      case "count_distinct" -> "{distinct: " + number + "_text}";
      case "decay" -> "{sum: " + number + ", half_life: " + halfLife + "}";
      default -> throw new IllegalArgumentException("no op '" + op + "'");
    };
  }

  private String last(String number) {
    return text ? number + "_text, type: string" : number;
  }
}
