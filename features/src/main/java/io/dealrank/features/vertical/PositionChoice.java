package io.dealrank.features.vertical;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;

/** How training allows for lower positions being examined less often. */
public record PositionChoice(
    @Key(
            meaning =
                "what the examination of positions is estimated from: lists in random order (map "
                    + "`shuffled` of impressions), or impressions that are alike in `harvest_by` "
                    + "and were shown at several positions, by pairs of positions (`harvested`) or "
                    + "by the likelihood of all positions at once (`em`)",
            example = "estimator: shuffled")
        Estimator estimator,
    @Key(
            meaning =
                "columns of the training set in which impressions are alike; put in all that moves "
                    + "both the production order and the outcome",
            type = "list of columns",
            fallback = "none; `harvested` and `em` need it",
            example = "estimator: harvested, harvest_by: [listing_id]")
        List<String> harvestBy,
    @Key(
            meaning = "the outcome whose rates by position are compared; a frequent one",
            type = "name of an outcome",
            fallback = "`contact`",
            example = "estimator: shuffled, outcome: response")
        String outcome,
    @Key(
            meaning = "positions that are estimated; below them the curve goes on",
            fallback = "`50`",
            unit = "positions",
            range = "2 to 200",
            example = "estimator: shuffled, last_position: 20")
        Integer lastPosition,
    @Key(
            meaning =
                "how the estimates become a curve: k^-eta, or the closest curve that never rises",
            fallback = "`power_law`",
            example = "estimator: shuffled, smoothing: isotonic")
        Smoothing smoothing,
    @Key(
            meaning =
                "what the fit does with the curve: the likelihood of a partly observed outcome, "
                    + "for rankers of a probability; or 1 / examination for positives, for losses "
                    + "over lists",
            fallback = "`likelihood`",
            example = "estimator: shuffled, weights: inverse")
        Weights weights,
    @Key(
            meaning = "largest inverse weight; belongs to `weights: inverse`",
            fallback = "`10`",
            unit = "rows",
            range = "at least 1",
            example = "estimator: shuffled, weights: inverse, clip: 20")
        Double clip) {

  /** What the examination of positions is estimated from. */
  public enum Estimator {
    @JsonProperty("shuffled")
    SHUFFLED,
    @JsonProperty("harvested")
    HARVESTED,
    @JsonProperty("em")
    EM;

    /** Whether impressions alike in {@code harvest_by} are compared. */
    public boolean harvests() {
      return this != SHUFFLED;
    }
  }

  /** How noisy estimates by position become a curve. */
  public enum Smoothing {
    @JsonProperty("power_law")
    POWER_LAW,
    @JsonProperty("isotonic")
    ISOTONIC
  }

  /** What the fit does with the curve. */
  public enum Weights {
    @JsonProperty("likelihood")
    LIKELIHOOD,
    @JsonProperty("inverse")
    INVERSE
  }

  /** Checks what belongs together and fills defaults. */
  public PositionChoice {
    if (estimator == null) {
      throw new IllegalArgumentException(
          "position needs an estimator: shuffled, or harvested or em with harvest_by");
    }
    harvestBy = harvestBy == null ? List.of() : List.copyOf(harvestBy);
    if (estimator.harvests() && harvestBy.isEmpty()) {
      throw new RefusedKey(
          "estimator "
              + estimator.name().toLowerCase(Locale.ROOT)
              + " needs harvest_by: name the columns in which impressions are alike,"
              + " for example harvest_by: [listing_id]",
          "estimator");
    }
    if (!estimator.harvests() && !harvestBy.isEmpty()) {
      throw new RefusedKey("harvest_by belongs to estimator: harvested or em", "harvest_by");
    }
    outcome = outcome == null ? "contact" : outcome;
    lastPosition = lastPosition == null ? 50 : lastPosition;
    if (lastPosition < 2 || lastPosition > 200) {
      throw new RefusedKey(
          "last_position " + lastPosition + " is not in 2 to 200", "last_position");
    }
    smoothing = smoothing == null ? Smoothing.POWER_LAW : smoothing;
    weights = weights == null ? Weights.LIKELIHOOD : weights;
    if (clip != null && weights != Weights.INVERSE) {
      throw new RefusedKey("clip belongs to weights: inverse", "clip");
    }
    clip = clip == null ? 10 : clip;
    if (!(clip >= 1)) {
      throw new RefusedKey("clip " + clip + " is below 1", "clip");
    }
  }
}
