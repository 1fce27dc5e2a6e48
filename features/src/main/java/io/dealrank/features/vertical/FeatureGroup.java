package io.dealrank.features.vertical;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Measures of one entity over one table of facts: one mart.
 *
 * @param group name of the group and of its mart
 * @param entity the entity described, as named in {@code searcher} or {@code listing}
 * @param from the facts: {@code impressions}, {@code contacts} or a signal
 * @param key role of the entity in the facts; default: the role the entity plays in the vertical
 * @param role role in an impression whose features these are ({@code for} in the file); default:
 *     the role the entity plays in the vertical
 * @param by bucket name to SQL expression on the fact; a measure is also given per bucket
 * @param windows lengths looked back from t
 * @param where SQL condition on the fact that holds for every measure; default: all facts
 * @param measures name to measure
 */
public record FeatureGroup(
    String group,
    String entity,
    String from,
    Role key,
    @com.fasterxml.jackson.annotation.JsonProperty("for") Role role,
    Map<String, String> by,
    List<Span> windows,
    String where,
    Map<String, Measure> measures)
    implements Serializable {

  /** Checks names and fills defaults. */
  public FeatureGroup {
    Names.require(group, "group");
    Names.require(entity, "entity");
    Names.require(from, "from");
    by = by == null ? Map.of() : new LinkedHashMap<>(by);
    by.keySet().forEach(name -> Names.require(name, "by"));
    windows =
        windows == null || windows.isEmpty() ? List.of(Span.parse("all")) : List.copyOf(windows);
    for (Span window : windows) {
      if (window.micros() == 0) {
        throw new IllegalArgumentException("window " + window + " is empty: it can hold no fact");
      }
    }
    if (measures == null || measures.isEmpty()) {
      throw new IllegalArgumentException("group " + group + " declares no measures");
    }
    measures = new LinkedHashMap<>(measures);
    measures.keySet().forEach(name -> Names.require(name, "measure"));
    for (Map.Entry<String, Measure> measure : measures.entrySet()) {
      requireRoomForMaturity(measure.getValue(), windows);
      String dimension = measure.getValue().dimension();
      if (dimension != null && !by.containsKey(dimension)) {
        throw new IllegalArgumentException(
            "measure "
                + measure.getKey()
                + " reads the bucket '"
                + dimension
                + "', which the group does not have under by: "
                + by.keySet());
      }
    }
  }

  private static void requireRoomForMaturity(Measure measure, List<Span> windows) {
    for (Span window : windows) {
      if (measure.maturity() != null && window.micros() <= measure.maturity().micros()) {
        throw new IllegalArgumentException(
            "a "
                + measure.kind().key()
                + " of maturity "
                + measure.maturity()
                + " over the window "
                + window
                + " has no mature trial, ever: use a longer window or a shorter maturity");
      }
    }
  }

  /**
   * A column of the mart: one measure over one window, in total or by bucket.
   *
   * @param name column name, for example {@code contacts_30d} or {@code contacts_30d_by_channel}
   * @param measureName name of the measure
   * @param measure the measure
   * @param window the window
   * @param bucket name of the bucket dimension; null for the total
   */
  public record MartColumn(
      String name, String measureName, Measure measure, Span window, String bucket)
      implements Serializable {
    /** Name of the column of the same measure and window over all buckets. */
    public String totalName() {
      return bucket == null ? name : name.substring(0, name.length() - bucket.length() - 4);
    }

    /** Whether its values are numbers, as a feature's are. */
    public boolean numeric() {
      return measure.valueType() == Measure.ValueType.DOUBLE;
    }
  }

  /** Whether any of its rates is smoothed by a prior fitted to all entities. */
  public boolean fitted() {
    return measures.values().stream()
        .anyMatch(m -> m.smoothing() != null && m.smoothing().empiricalBayes());
  }

  /** Every SQL expression of the group on its facts. */
  public List<String> expressions() {
    List<String> all = new ArrayList<>(by.values());
    all.add(where);
    measures.values().forEach(m -> all.addAll(m.expressions()));
    return all.stream().filter(Objects::nonNull).toList();
  }

  /** The columns of the mart in their order: totals, then one map per bucket dimension. */
  public List<MartColumn> columns() {
    List<MartColumn> columns = new ArrayList<>();
    measures.forEach(
        (name, measure) -> {
          for (Span window : measure.windows(windows)) {
            String stem = measure.windowless() ? name : name + "_" + window;
            if (measure.kind() != Measure.Kind.SHARE) {
              columns.add(new MartColumn(stem, name, measure, window, null));
            }
            for (String bucket : by.keySet()) {
              if (measure.dimension() == null
                  || measure.kind() == Measure.Kind.SHARE && bucket.equals(measure.dimension())) {
                columns.add(new MartColumn(stem + "_by_" + bucket, name, measure, window, bucket));
              }
            }
          }
        });
    return columns;
  }
}
