package io.dealrank.ranking.selection;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One setting that was tried.
 *
 * @param order place in the search, from 0
 * @param setting values by parameter name
 * @param ndcg mean NDCG@k over the validation lists that have a gain, in [0, 1]
 * @param trainingRows rows fitted on, labelled or not
 * @param seed of the search
 */
public record Trial(
    int order, Map<String, Object> setting, double ndcg, long trainingRows, long seed) {
  public Trial {
    setting = Collections.unmodifiableMap(new TreeMap<>(setting));
  }
}
