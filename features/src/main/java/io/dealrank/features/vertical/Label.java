package io.dealrank.features.vertical;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Outcomes of an impression.
 *
 * @param within attribution window: an outcome counts in [shown, shown + within)
 * @param targets the outcomes a ranker is trained for; the first is the headline
 * @param outcomes name to where the outcome is recorded; default contact, response and deal
 * @param weight SQL expression of a training row's weight over the labels; default 1
 */
public record Label(
    Span within, List<String> targets, Map<String, Outcome> outcomes, String weight) {
  /** Checks targets against outcomes and fills defaults. */
  public Label {
    if (within == null || within.unbounded() || within.micros() == 0) {
      throw new IllegalArgumentException("label: within is required, for example within: 30d");
    }
    Map<String, Outcome> all = new LinkedHashMap<>();
    all.put("contact", new Outcome("contacts", "contacted_at"));
    all.put("response", new Outcome("contacts", "responded_at"));
    all.put("deal", new Outcome("contacts", "deal_at"));
    if (outcomes != null) {
      all.putAll(outcomes);
    }
    outcomes = all;
    targets = targets == null || targets.isEmpty() ? List.of("deal") : List.copyOf(targets);
    for (String target : targets) {
      if (!all.containsKey(target)) {
        throw new IllegalArgumentException(
            "target '"
                + target
                + "' is no outcome; nearest: "
                + Names.nearest(target, all.keySet()));
      }
    }
  }
}
