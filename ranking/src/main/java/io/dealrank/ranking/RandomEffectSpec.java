package io.dealrank.ranking;

import io.dealrank.ranking.glmix.Coordinate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One random effect of a {@link MixedRanker}, as configuration writes it.
 *
 * @param entity column whose values own the coefficients, for example {@code searcher_id}
 * @param features DOUBLE columns, standardised; empty: a constant per entity only
 * @param l2 strength of the penalty, >= 0; default 6
 * @param minRows entities with fewer rows have no coefficients of their own, >= 0; default 0
 * @param maxRows rows at most that an entity learns from, >= 1; default 100,000
 */
public record RandomEffectSpec(
    String entity, List<String> features, Double l2, Long minRows, Long maxRows) {
  private static final Set<String> KEYS =
      new TreeSet<>(Set.of("entity", "features", "l2", "minRows", "maxRows"));

  /** Fills defaults. */
  public RandomEffectSpec {
    if (entity == null || entity.isBlank()) {
      throw new IllegalArgumentException("entity is required: the column that owns coefficients");
    }
    features = features == null ? List.of() : List.copyOf(features);
    l2 = l2 == null ? 6.0 : l2;
    minRows = minRows == null ? 0L : minRows;
    maxRows = maxRows == null ? 100_000L : maxRows;
  }

  static RandomEffectSpec of(Object value) {
    if (value instanceof RandomEffectSpec spec) {
      return spec;
    }
    if (value instanceof String entity) {
      return new RandomEffectSpec(entity, null, null, null, null);
    }
    Map<?, ?> map = (Map<?, ?>) value;
    for (Object key : map.keySet()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "unknown key '%s', nearest '%s'"
                .formatted(key, ClosestName.to(String.valueOf(key), KEYS, "none")));
      }
    }
    return new RandomEffectSpec(
        (String) map.get("entity"),
        texts((List<?>) map.get("features")),
        map.get("l2") == null ? null : ((Number) map.get("l2")).doubleValue(),
        map.get("minRows") == null ? null : ((Number) map.get("minRows")).longValue(),
        map.get("maxRows") == null ? null : ((Number) map.get("maxRows")).longValue());
  }

  private static List<String> texts(List<?> values) {
    return values == null ? null : values.stream().map(String.class::cast).toList();
  }

  /** The coordinate, reading its features from a vector column. */
  Coordinate coordinate(String name, String vector) {
    return Coordinate.randomEffect(name, entity, features.isEmpty() ? null : vector)
        .withL2(l2)
        .withRows(minRows, maxRows);
  }
}
