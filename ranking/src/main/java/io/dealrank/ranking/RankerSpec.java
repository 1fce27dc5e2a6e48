package io.dealrank.ranking;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A ranker by name, as configuration and provenance write it.
 *
 * @param type one of {@link Rankers#types}
 * @param parameters values by parameter name, as JSON or YAML gives them: numbers, text, booleans,
 *     lists of text, and maps where a parameter holds another ranker; those not named keep their
 *     defaults ({@link Rankers#parameters})
 */
public record RankerSpec(String type, Map<String, Object> parameters) {
  public RankerSpec {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }
}
