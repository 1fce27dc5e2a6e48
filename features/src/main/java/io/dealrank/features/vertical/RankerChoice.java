package io.dealrank.features.vertical;

import java.util.List;
import java.util.Map;

/**
 * Which ranker learns.
 *
 * @param type production, popularity, logistic or gbt
 * @param parameters of the ranker
 * @param alternatives type to parameters: how other rankers are set up when one is chosen on the
 *     command line
 * @param features feature names to learn from; default all
 * @param exclude feature names to leave out
 * @param seed of every random choice, default 7
 */
public record RankerChoice(
    String type,
    Map<String, Object> parameters,
    Map<String, Map<String, Object>> alternatives,
    List<String> features,
    List<String> exclude,
    Long seed) {
  /** Fills defaults. */
  public RankerChoice {
    type = type == null ? "logistic" : type;
    parameters = parameters == null ? Map.of() : parameters;
    alternatives = alternatives == null ? Map.of() : alternatives;
    features = features == null ? List.of() : List.copyOf(features);
    exclude = exclude == null ? List.of() : List.copyOf(exclude);
    seed = seed == null ? 7L : seed;
  }
}
