package io.dealrank.features.pointintime;

import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.FeatureGroup.MartColumn;
import io.dealrank.features.vertical.Measure;
import io.dealrank.features.vertical.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/** All measures of one feature group for one entity, swept forward together. */
final class GroupTimelines {
  private final List<MartColumn> columns;
  private final List<String> dimensions;
  private final Map<String, Timeline> timelines = new LinkedHashMap<>();
  private final Map<String, List<Span>> windows = new LinkedHashMap<>();

  GroupTimelines(FeatureGroup group) {
    this.columns = group.columns();
    this.dimensions = new ArrayList<>(group.by().keySet());
    for (Map.Entry<String, Measure> measure : group.measures().entrySet()) {
      List<Span> own =
          columns.stream()
              .filter(c -> c.measureName().equals(measure.getKey()) && c.bucket() == null)
              .map(MartColumn::window)
              .toList();
      windows.put(measure.getKey(), own);
      timelines.put(
          measure.getKey(),
          new Timeline(measure.getValue(), own.toArray(Span[]::new), dimensions.size()));
    }
  }

  /** Adds one row of {@link FactTable}. */
  void add(List<Row> slots, List<String> buckets) {
    String[] names = buckets.toArray(String[]::new);
    int i = 0;
    for (Timeline timeline : timelines.values()) {
      Row slot = slots.get(i++);
      if (slot != null) {
        timeline.add(slot.getLong(0), slot.getLong(1), slot.getLong(2), slot.getDouble(3), names);
      }
    }
  }

  /** Earliest instant after which the group knows anything of the entity. */
  long firstKnown() {
    return timelines.values().stream().mapToLong(Timeline::firstKnown).min().orElse(Long.MAX_VALUE);
  }

  /** Values as of t in the order of the group's columns. */
  Object[] values(long asOf) {
    timelines.values().forEach(timeline -> timeline.advance(asOf));
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      MartColumn column = columns.get(i);
      Timeline timeline = timelines.get(column.measureName());
      int window = windows.get(column.measureName()).indexOf(column.window());
      values[i] =
          column.bucket() == null
              ? timeline.total(window, asOf)
              : CollectionConverters.asScala(
                  timeline.byBucket(window, dimensions.indexOf(column.bucket()), asOf));
    }
    return values;
  }
}
