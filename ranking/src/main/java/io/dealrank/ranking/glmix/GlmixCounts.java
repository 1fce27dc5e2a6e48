package io.dealrank.ranking.glmix;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows a mixed-effect model was fitted on.
 *
 * @param rows labelled rows with a weight above 0: those fitted on
 * @param positives sum of their labels
 * @param unlabelled rows left out because the label is null
 * @param weightless labelled rows left out because the weight is 0
 * @param withoutEntity rows fitted on whose entity is null, by coordinate: they take part in the
 *     other coordinates only
 */
public record GlmixCounts(
    long rows,
    double positives,
    long unlabelled,
    long weightless,
    Map<String, Long> withoutEntity) {
  public GlmixCounts {
    withoutEntity = Collections.unmodifiableMap(new TreeMap<>(withoutEntity));
  }
}
