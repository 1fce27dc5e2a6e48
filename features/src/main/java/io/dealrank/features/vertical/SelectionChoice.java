package io.dealrank.features.vertical;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which settings of the ranker are tried before it is fitted. */
public record SelectionChoice(
    @Key(
            meaning = "how many settings are tried, each a fit",
            fallback = "`16`",
            unit = "settings",
            range = "at least 1",
            example = "trials: 8, space: {regParam: {from: 0.001, to: 1, scale: log}}")
        Integer trials,
    @Key(
            meaning = "which points of the space: spread evenly (Sobol), or independent",
            fallback = "`sobol`",
            example = "sequence: random, space: {maxDepth: {from: 2, to: 6, whole: true}}")
        Sequence sequence,
    @Key(
            meaning =
                "the last part of the time before the cut-off: lists asked in it judge the "
                    + "settings, fitted on what was known when it began",
            fallback = "`0.2`",
            unit = "share of time",
            range = "0 to 1, both excluded",
            example = "holdout: 0.3, space: {stepSize: {from: 0.02, to: 0.3, scale: log}}")
        Double holdout,
    @Key(
            meaning = "k of the mean NDCG@k by which settings are judged",
            fallback = "`10`",
            unit = "positions",
            range = "at least 1",
            example = "depth: 5, space: {regParam: {from: 0.001, to: 1, scale: log}}")
        Integer depth,
    @Key(
            meaning =
                "the parameters of `type` that are tried: `{from, to, scale: linear or log, whole: "
                    + "true or false}`, or `{choices: [...]}`",
            type = "parameter: range",
            example =
                "space: {regParam: {from: 0.001, to: 1, scale: log}, listRelative: {choices: "
                    + "[true, false]}}")
        Map<String, Object> space) {

  /** Which points of the space are tried. */
  public enum Sequence {
    @JsonProperty("sobol")
    SOBOL,
    @JsonProperty("random")
    RANDOM
  }

  /** Checks ranges and fills defaults. */
  public SelectionChoice {
    trials = trials == null ? 16 : trials;
    sequence = sequence == null ? Sequence.SOBOL : sequence;
    holdout = holdout == null ? 0.2 : holdout;
    depth = depth == null ? 10 : depth;
    if (trials < 1) {
      throw new RefusedKey("trials " + trials + " is less than 1", "trials");
    }
    if (!(holdout > 0 && holdout < 1)) {
      throw new RefusedKey("holdout " + holdout + " is not between 0 and 1", "holdout");
    }
    if (depth < 1) {
      throw new RefusedKey("depth " + depth + " is less than 1", "depth");
    }
    if (space == null || space.isEmpty()) {
      throw new IllegalArgumentException(
          "selection needs a space, for example space: {regParam: {from: 0.001, to: 1, scale: log}}");
    }
    space = new LinkedHashMap<>(space);
  }
}
