package io.dealrank.features.vertical;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How training uses impressions whose attribution window is still open. */
public record DelayChoice(
    @Key(
            meaning =
                "how the delays of outcomes are estimated from what is known at the cut-off: by "
                    + "the product limit under right truncation",
            example = "model: product_limit")
        Model model,
    @Key(
            meaning = "impressions younger than this at the cut-off are left out",
            fallback = "`0s`",
            range = "shorter than `label.within`",
            example = "model: product_limit, youngest: 1d")
        Span youngest) {

  /** How delays are estimated. */
  public enum Model {
    @JsonProperty("product_limit")
    PRODUCT_LIMIT
  }

  /** Checks that the model is given and fills the default. */
  public DelayChoice {
    if (model == null) {
      throw new IllegalArgumentException("delay needs a model: product_limit");
    }
    youngest = youngest == null ? Span.parse("0s") : youngest;
    if (youngest.unbounded()) {
      throw new RefusedKey("all is no age: write for example 1d", "youngest");
    }
  }
}
