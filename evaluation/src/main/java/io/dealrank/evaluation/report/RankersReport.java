package io.dealrank.evaluation.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A comparison of rankers.
 *
 * @param title first heading
 * @param vertical which marketplace side was ranked
 * @param provenance name to value, in this order
 * @param targets one section per target and list, in this order
 */
public record RankersReport(
    String title, String vertical, Map<String, String> provenance, List<RankersSection> targets) {
  public RankersReport {
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    targets = List.copyOf(targets);
  }
}
