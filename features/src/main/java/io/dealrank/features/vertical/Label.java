package io.dealrank.features.vertical;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Outcomes of an impression. */
public record Label(
    @Key(
            meaning = "attribution window: an outcome counts in `[shown_at, shown_at + within)`",
            range = "longer than 0, not `all`",
            example = "within: 30d")
        Span within,
    @Key(
            meaning =
                "the outcomes to predict: each gets models and a section of the report; the first "
                    + "is the headline",
            type = "list of outcomes",
            fallback = "`[deal]`",
            example = "within: 30d, targets: [deal, response]")
        List<String> targets,
    @Key(
            meaning = "further outcomes by name; `contact`, `response` and `deal` are always there",
            fallback = "contact, response, deal",
            example = "within: 30d, outcomes: {refusal: {from: refusals}}")
        Map<String, Outcome> outcomes,
    @Key(
            meaning =
                "weight of a training row; reads `label_<outcome>` and all that a cross "
                    + "expression reads",
            type = "SQL",
            fallback = "1",
            range = "at least 0",
            example = "within: 30d, weight: \"if(label_deal = 1, 5, 1)\"")
        String weight) {
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
