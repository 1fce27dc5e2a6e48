package io.dealrank.features.vertical;

import java.util.List;
import java.util.Map;

/** Which ranker learns; position, delay and selection are null where they are not asked for. */
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
        Long seed,
    @Key(
            meaning = "allows in training for lower positions being examined less often",
            fallback = "not allowed for",
            example = "position: {estimator: shuffled}")
        PositionChoice position,
    @Key(
            meaning =
                "learns also from impressions whose attribution window is still open at the "
                    + "cut-off, by the share of their outcomes that has come by their age",
            fallback = "they are left out",
            example = "delay: {model: product_limit}")
        DelayChoice delay,
    @Key(
            meaning =
                "tries settings of `type` on the last part of the time before the cut-off, then "
                    + "fits the best on all of it. For a ranker chosen with `--ranker` nothing is "
                    + "tried",
            fallback = "the parameters as given",
            example = "selection: {trials: 8, space: {regParam: {from: 0.001, to: 1, scale: log}}}")
        SelectionChoice selection) {
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
