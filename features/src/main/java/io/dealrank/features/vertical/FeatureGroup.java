package io.dealrank.features.vertical;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Measures of one entity over one table of facts: one mart. */
public record FeatureGroup(
    @Key(
            meaning = "name of the group and of its mart",
            type = "name",
            range = "each once",
            example = "group: candidate_response")
        String group,
    @Key(
            meaning =
                "whom the group describes: the entity of the searcher, of the listing or of its "
                    + "owner",
            type = "name",
            example = "entity: candidate")
        String entity,
    @Key(
            meaning = "the facts",
            type = "`impressions`, `contacts` or a signal",
            example = "from: contacts")
        String from,
    @Key(
            meaning =
                "by which of its ids a fact belongs to the entity. Needed where one entity plays "
                    + "both sides",
            fallback = "the entity's role",
            example = "key: owner")
        Role key,
    @Key(
            meaning =
                "whose features these are in an impression. Needed where one entity plays both "
                    + "sides",
            fallback = "the entity's role",
            example = "for: owner")
        @JsonProperty("for")
        Role role,
    @Key(
            meaning =
                "dimensions: every measure is also given per value, taken as text, as a map. A "
                    + "fact with null is in no bucket; outcomes are read as in `where`",
            type = "dimension: SQL on the fact",
            fallback = "none",
            example = "by: {channel: channel}")
        Map<String, String> by,
    @Key(
            meaning = "how far back from t facts count: those of `[t - w, t)`",
            fallback = "`[all]`",
            range = "longer than 0; longer than the maturity of the rates and streaks",
            example = "windows: [7d, 30d, all]")
        List<Span> windows,
    @Key(
            meaning = "which facts count, for every measure; read as the `where` of each measure",
            type = "SQL condition on the fact",
            fallback = "all",
            example = "where: \"channel <> 'import'\"")
        String where,
    @Key(
            meaning = "what is computed, by name",
            example =
                "measures: {contacts: {count: true}, response_rate: {rate: responded_at, "
                    + "maturity: 2d}}")
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
        throw new RefusedKey("window " + window + " is empty: it can hold no fact", "windows");
      }
    }
    if (measures == null || measures.isEmpty()) {
      throw new IllegalArgumentException("group " + group + " declares no measures");
    }
    measures = new LinkedHashMap<>(measures);
    measures.keySet().forEach(name -> Names.require(name, "measure"));
    for (Map.Entry<String, Measure> measure : measures.entrySet()) {
      requireRoomForMaturity(measure, windows);
      requireDimension(measure, by);
    }
  }

  private static void requireDimension(Map.Entry<String, Measure> measure, Map<String, String> by) {
    String dimension = measure.getValue().dimension();
    if (dimension != null && !by.containsKey(dimension)) {
      throw new RefusedKey(
          "it reads the bucket '"
              + dimension
              + "', which the group does not have under by: "
              + by.keySet(),
          "measures",
          measure.getKey(),
          measure.getValue().kind().key());
    }
  }

  private static void requireRoomForMaturity(Map.Entry<String, Measure> named, List<Span> windows) {
    Measure measure = named.getValue();
    for (Span window : windows) {
      if (measure.maturity() != null && window.micros() <= measure.maturity().micros()) {
        throw new RefusedKey(
            "a "
                + measure.kind().key()
                + " of maturity "
                + measure.maturity()
                + " over the window "
                + window
                + " has no mature trial, ever: use a longer window or a shorter maturity",
            "measures",
            named.getKey());
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
