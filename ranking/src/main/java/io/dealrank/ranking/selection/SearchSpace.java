package io.dealrank.ranking.selection;

import io.dealrank.ranking.RankerSpec;
import io.dealrank.ranking.Rankers;
import io.dealrank.ranking.selection.SearchRange.Choices;
import io.dealrank.ranking.selection.SearchRange.Numbers;
import io.dealrank.ranking.selection.SearchRange.Scale;
import io.dealrank.ranking.selection.SearchRange.WholeNumbers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The parameters that are searched and their ranges; a point of the unit cube, its dimensions in
 * the order of the names, is a setting.
 *
 * @param ranges by parameter name, at least one
 */
public record SearchSpace(Map<String, SearchRange> ranges) {
  private static final Set<String> KEYS = Set.of("from", "to", "scale", "whole");

  public SearchSpace {
    if (ranges.isEmpty()) {
      throw SearchErrors.emptySpace();
    }
    ranges = Collections.unmodifiableMap(new TreeMap<>(ranges));
  }

  /**
   * A space as configuration writes it:
   *
   * <pre>
   * regParam:   {from: 1e-4, to: 1, scale: log}
   * maxDepth:   {from: 2, to: 8, whole: true}
   * objective:  {choices: ["rank:ndcg", "rank:pairwise"]}
   * </pre>
   *
   * Left out, {@code scale} is linear and {@code whole} false.
   *
   * @throws IllegalArgumentException for an unknown or missing key or a value of another type,
   *     naming the parameter
   */
  public static SearchSpace parse(Map<String, ?> nested) {
    Map<String, SearchRange> ranges = new TreeMap<>();
    nested.forEach((name, value) -> ranges.put(name, range(name, value)));
    return new SearchSpace(ranges);
  }

  private static SearchRange range(String name, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw SearchErrors.badParameter(name, value, "a range is a map");
    }
    if (map.containsKey("choices")) {
      if (map.size() > 1 || !(map.get("choices") instanceof List<?> values)) {
        throw SearchErrors.badParameter(name, value, "choices is a list and stands alone");
      }
      return new Choices(new ArrayList<>(values));
    }
    Set<Object> unknown = new TreeSet<>(map.keySet());
    unknown.removeAll(KEYS);
    if (!unknown.isEmpty()) {
      throw SearchErrors.badParameter(name, value, "there is no key " + unknown);
    }
    double from = number(name, map, "from");
    double to = number(name, map, "to");
    Scale scale = scale(name, map);
    Object whole = map.containsKey("whole") ? map.get("whole") : false;
    if (!(whole instanceof Boolean)) {
      throw SearchErrors.badParameter(name, value, "whole is true or false");
    }
    if (!(boolean) whole) {
      return new Numbers(from, to, scale);
    }
    if (from != (int) from || to != (int) to) {
      throw SearchErrors.badParameter(name, value, "the ends are no whole numbers");
    }
    return new WholeNumbers((int) from, (int) to, scale);
  }

  private static double number(String name, Map<?, ?> map, String key) {
    if (map.get(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw SearchErrors.badParameter(name, map, "'" + key + "' is no number");
  }

  private static Scale scale(String name, Map<?, ?> map) {
    Object scale = map.containsKey("scale") ? map.get("scale") : "linear";
    for (Scale known : Scale.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(scale)) {
        return known;
      }
    }
    throw SearchErrors.badParameter(name, map, "there is no scale '" + scale + "'");
  }

  /** Number of parameters. */
  public int dimensions() {
    return ranges.size();
  }

  /**
   * The setting at a point.
   *
   * @param point numbers in [0, 1), one per parameter in the order of the names
   */
  public Map<String, Object> at(double[] point) {
    Map<String, Object> setting = new TreeMap<>();
    int d = 0;
    for (Map.Entry<String, SearchRange> range : ranges.entrySet()) {
      setting.put(range.getKey(), range.getValue().at(point[d++]));
    }
    return setting;
  }

  /**
   * Refuses ranges whose ends the ranker refuses.
   *
   * @throws IllegalArgumentException as {@link Rankers#create}
   */
  void check(RankerSpec spec) {
    ranges.forEach(
        (name, range) ->
            range.extremes().forEach(value -> Rankers.create(with(spec, Map.of(name, value)))));
  }

  /** The spec with the setting's values in place of its own. */
  static RankerSpec with(RankerSpec spec, Map<String, Object> setting) {
    Map<String, Object> parameters = new TreeMap<>(spec.parameters());
    parameters.putAll(setting);
    return new RankerSpec(spec.type(), parameters);
  }
}
