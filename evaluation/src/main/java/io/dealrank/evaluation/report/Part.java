package io.dealrank.evaluation.report;

import java.util.Locale;

/** The chapters of a target's section, in the order in which they are read. */
public enum Part {
  CURVE("Metric at k"),
  CHANGES("Change list by list"),
  POSITION_BIAS("Position bias: what searchers look at"),
  BIAS_CORRECTIONS("Corrected for position bias"),
  CALIBRATION("Calibration"),
  IMPORTANCE("Features: importance and ablation"),
  FRESHNESS("Freshness: the model by its age"),
  COLD_START("Coverage and cold start"),
  EXPOSURE("Exposure and contacts, before and after"),
  PROMOTION("With paid placements mixed in"),
  LEDGER("What experiments said of such promises");

  private final String title;

  Part(String title) {
    this.title = title;
  }

  /** The heading. */
  public String title() {
    return title;
  }

  /** The name in JSON, for example {@code position_bias}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
