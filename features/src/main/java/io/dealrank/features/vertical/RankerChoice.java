package io.dealrank.features.vertical;

import java.util.List;
import java.util.Map;

/** Which ranker learns. */
public record RankerChoice(
    @Key(
            meaning = "which ranker learns, see [vertical.md](vertical.md#rankers)",
            fallback = "`logistic`",
            range =
                "`logistic`, `gbt`, `xgboost`, `mixed`, `calibrated`, `funnel`, `popularity`, "
                    + "`production`",
            example = "type: gbt")
        String type,
    @Key(
            meaning = "its parameters, see [vertical.md](vertical.md#rankers)",
            type = "name: value",
            fallback = "the ranker's own",
            example = "type: gbt, parameters: {maxIter: 100, stepSize: 0.05}")
        Map<String, Object> parameters,
    @Key(
            meaning =
                "type to parameters: how another ranker is set up when it is chosen with "
                    + "`--ranker`",
            type = "type: parameters",
            fallback = "the rankers' own",
            example = "alternatives: {gbt: {maxIter: 30, maxDepth: 4}}")
        Map<String, Map<String, Object>> alternatives,
    @Key(
            meaning = "groups whose features it learns from; `cross` stands for the cross features",
            type = "list of groups",
            fallback = "none",
            example = "groups: [candidate_response, cross]")
        List<String> groups,
    @Key(
            meaning = "features it learns from, besides those of the groups",
            type = "list of feature names",
            fallback = "all, unless groups are given",
            example = "features: [candidate_response_contacts_14d, salary_gap]")
        List<String> features,
    @Key(
            meaning = "which features it leaves out",
            type = "list of feature names",
            fallback = "none",
            example = "exclude: [has_photo]")
        List<String> exclude,
    @Key(
            meaning = "seed of every random choice, also of the report's intervals",
            fallback = "`7`",
            example = "seed: 11")
        Long seed) {
  /** Fills defaults. */
  public RankerChoice {
    type = type == null ? "logistic" : type;
    parameters = parameters == null ? Map.of() : parameters;
    alternatives = alternatives == null ? Map.of() : alternatives;
    groups = groups == null ? List.of() : List.copyOf(groups);
    features = features == null ? List.of() : List.copyOf(features);
    exclude = exclude == null ? List.of() : List.copyOf(exclude);
    seed = seed == null ? 7L : seed;
  }
}
