package io.dealrank.evaluation.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A backtest's report.
 *
 * @param title first heading
 * @param vertical which marketplace side was ranked
 * @param provenance name to value, in this order: code version, configuration, table versions,
 *     seed, as-of, time
 * @param targets one section per target, in this order
 */
public record Report(
    String title, String vertical, Map<String, String> provenance, List<TargetSection> targets) {
  public Report {
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    targets = List.copyOf(targets);
  }
}
